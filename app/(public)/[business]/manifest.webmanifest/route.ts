import type { MetadataRoute } from "next";
import { iconPath } from "@/lib/business/app-icon";
import { publicPage } from "@/lib/business/data";
import { problem } from "@/lib/http/problem";

/** GET: what a phone needs to install a business's page: its name, its sign, and it opens where one books. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ business: string }> },
): Promise<Response> {
  const page = await publicPage((await params).business);
  if (!page) return problem("not_found");
  const { business, services } = page;
  const home = `/${business.slug}`;
  const manifest: MetadataRoute.Manifest = {
    id: home,
    name: business.name,
    short_name: shortName(business.name),
    description: business.tagline || business.about || business.name,
    start_url: home,
    // Their own bookings belong to the app as well.
    scope: "/",
    display: "standalone",
    lang: business.locale,
    dir: "auto",
    background_color: "#fbf8f4",
    theme_color: business.brandColor,
    icons: [
      { src: iconPath(business, 192), sizes: "192x192", type: "image/png" },
      { src: iconPath(business, 512), sizes: "512x512", type: "image/png" },
      {
        src: iconPath(business, 512, "maskable"),
        sizes: "512x512",
        type: "image/png",
        purpose: "maskable",
      },
    ],
    shortcuts: services
      .filter(({ staff }) => staff.length > 0)
      .slice(0, 3)
      .map(({ name, slug }) => ({ name, url: `${home}/${slug}` })),
  };
  return Response.json(manifest, {
    headers: {
      "content-type": "application/manifest+json; charset=utf-8",
      "cache-control": "public, max-age=600",
    },
  });
}

/** What fits under an icon: whole words, about twelve letters. */
function shortName(name: string): string {
  const fitting = name
    .split(/\s+/)
    .reduce(
      (kept, word) => (`${kept} ${word}`.trim().length <= 12 ? `${kept} ${word}`.trim() : kept),
      "",
    );
  return fitting || Array.from(name).slice(0, 12).join("");
}
