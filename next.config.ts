import type { NextConfig } from "next";

/**
 * Scripts and styles as Brotli, a sixth smaller than the gzip that Next makes by itself. The copies are made after the
 * build (scripts/lib/packed.ts), which says so here; without them nothing changes.
 */
const PACKED = process.env.PACKED_ASSETS === "true";
const packedAsset = {
  source: "/_next/static/:path*.:kind(js|css)",
  has: [{ type: "header" as const, key: "accept-encoding", value: "(?:.*[ ,])?br(?:[ ,;].*)?" }],
};

const config: NextConfig = {
  // Tests build beside a running server without touching its files.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked once, by `npm test`, with the project's own compiler.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "esbuild"],
  experimental: {
    // Pages of another role answer 403, in words.
    authInterrupts: true,
    serverActions: { bodySizeLimit: "256kb" },
  },
  rewrites: async () => ({
    beforeFiles: PACKED ? [{ ...packedAsset, destination: "/_next/static/br/:path*.:kind" }] : [],
    afterFiles: [],
    fallback: [],
  }),
  headers: async () => [
    ...(PACKED
      ? [
          {
            ...packedAsset,
            headers: [
              { key: "content-encoding", value: "br" },
              { key: "vary", value: "accept-encoding" },
            ],
          },
        ]
      : []),
    {
      // A script or a style needs no more than this: the rest is for pages, and costs each file 300 bytes.
      source: "/_next/static/:path*",
      headers: [{ key: "x-content-type-options", value: "nosniff" }],
    },
    {
      source: "/((?!_next/static/).*)",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
        {
          key: "permissions-policy",
          value: "camera=(), microphone=(), geolocation=(), payment=()",
        },
        { key: "cross-origin-opener-policy", value: "same-origin" },
        { key: "strict-transport-security", value: "max-age=31536000; includeSubDomains" },
      ],
    },
    {
      // A manage link is a secret: it must not travel on as a referrer, nor stay in a cache.
      source: "/:link(manage|preferences)/:path*",
      headers: [{ key: "referrer-policy", value: "no-referrer" }],
    },
    {
      source: "/embed/:business/booked/:token",
      headers: [{ key: "referrer-policy", value: "no-referrer" }],
    },
  ],
};

export default config;
