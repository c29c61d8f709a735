// Plain JavaScript without dependencies: it runs before they are installed.
import { install } from "./lib/install.mjs";

await install();
const { register } = await import("tsx/esm/api");
register();
const { load } = await import("./bench/load.ts");
await load();
