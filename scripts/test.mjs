// Plain JavaScript without dependencies: it runs before they are installed.
import { install } from "./lib/install.mjs";

await install();
const { register } = await import("tsx/esm/api");
register();
const { test } = await import("./lib/test.ts");
await test(process.argv.slice(2));
