import type { MetadataRoute } from "next";
import { listBusinesses, publicPage } from "@/lib/business/data";
import { env } from "@/lib/env";
import { alternates } from "@/lib/i18n/alternates";

export const dynamic = "force-dynamic";

/** The pages of every listed business and of what can be booked there. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const base = env().APP_URL;
  const pages = await Promise.all((await listBusinesses()).map(({ slug }) => publicPage(slug)));
  return [
    { url: base },
    ...pages.flatMap((page) =>
      page
        ? [
            entry(`${base}/${page.business.slug}`),
            ...page.services.map(({ slug }) => entry(`${base}/${page.business.slug}/${slug}`)),
          ]
        : [],
    ),
  ];
}

function entry(url: string): MetadataRoute.Sitemap[number] {
  return { url, alternates: { languages: alternates(url).languages } };
}
