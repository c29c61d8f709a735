// Plain JavaScript without dependencies: it runs before they are installed.
import { install } from "./lib/install.mjs";

await install();
const { register } = await import("tsx/esm/api");
register();
const { bench } = await import("./bench/main.ts");
await bench(process.argv.slice(2));
