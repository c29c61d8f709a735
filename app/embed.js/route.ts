import { join } from "node:path";
import { build } from "esbuild";

// Made once, while the app is built.
export const dynamic = "force-static";

/** The script for other people's websites, one small file. It keeps its address, so that caches ask again after a while. */
export async function GET(): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), "lib/embed/script.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  return new Response(outputFiles[0]?.text ?? "", {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    },
  });
}
