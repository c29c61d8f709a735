import { notFound } from "next/navigation";
import { SOCIAL_SIZE, socialImage } from "@/components/booking/social-image";
import { lengthWords, priceWords } from "@/components/booking/summary";
import { forBrowser } from "@/components/booking/types";
import { pageAddress } from "@/lib/business/address";
import { publicPage } from "@/lib/business/data";
import { wordsIn } from "@/lib/i18n/request";

// A name or a price that has changed is in the next picture.
export const dynamic = "force-dynamic";

interface ImageProps {
  params: { business?: string; service?: string };
}

/** The service as its link shows it, in the business's language; null for one that is not offered. */
async function offered({ business: slug, service: wanted }: ImageProps["params"]) {
  // The build asks without an address.
  const page = slug ? await publicPage(slug) : null;
  const found = page?.services.find((one) => one.slug === wanted);
  if (!page || !found) return null;
  const t = wordsIn("facts", page.business);
  const { service } = forBrowser(page, found);
  const facts = [
    lengthWords([service], "any", t.locale),
    priceWords(t, [service], "any", 1, page.business.currency, t.locale),
  ];
  return { business: page.business, service, facts: facts.join(", ") };
}

/** The picture in words. */
export async function generateImageMetadata({ params }: ImageProps) {
  const shown = await offered(params);
  if (!shown) return [];
  const alt = `${shown.service.name}, ${shown.business.name}: ${shown.facts}`;
  return [{ id: "card", alt, size: SOCIAL_SIZE, contentType: "image/png" }];
}

/** What a link to a service shows elsewhere. */
export default async function Image({ params }: { params: Promise<ImageProps["params"]> }) {
  const shown = await offered(await params);
  if (!shown) notFound();
  const { slug, name, city, brandColor } = shown.business;
  return socialImage({
    titles: [shown.service.name, name, pageAddress(slug)],
    lines: [shown.facts],
    footer: [name, city].filter(Boolean).join(", "),
    color: brandColor,
    act: wordsIn("home", shown.business)("bookOnline"),
  });
}
