import type { NextConfig } from "next";

const config: NextConfig = {
  // Tests build beside a running server without touching its files.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked once, by `npm test`, with the project's own compiler.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "esbuild"],
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
  },
  headers: async () => [
    {
      source: "/:path*",
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
