import { join } from "node:path";
import { build } from "esbuild";

// Made once, while the app is built; every build is a version of its own, and browsers notice it by its bytes.
export const dynamic = "force-static";

/** The service worker, one file. */
export async function GET(): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), "lib/offline/worker.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
    define: {
      VERSION: JSON.stringify(Date.now().toString(36)),
      "process.env.NODE_ENV": '"production"',
    },
  });
  return new Response(outputFiles[0]?.text ?? "", {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
    },
  });
}
