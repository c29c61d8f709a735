import type { MetadataRoute } from "next";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Search engines may read what visitors may; links that are secrets and pages behind a sign-in stay out. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/manage/", "/account", "/dashboard", "/api/", "/auth/"],
    },
    sitemap: `${env().APP_URL}/sitemap.xml`,
  };
}
