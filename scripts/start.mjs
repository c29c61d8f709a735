// Plain JavaScript without dependencies: it runs before they are installed.
import { install } from "./lib/install.mjs";

await install();
const { register } = await import("tsx/esm/api");
register();
const { start } = await import("./lib/start.ts");
await start(process.argv.slice(2));
