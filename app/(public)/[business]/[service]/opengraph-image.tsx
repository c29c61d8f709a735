import { notFound } from "next/navigation";
import { SOCIAL_SIZE, socialImage } from "@/components/booking/social-image";
import { lengthWords, priceWords } from "@/components/booking/summary";
import { forBrowser } from "@/components/booking/types";
import { pageAddress } from "@/lib/business/address";
import { publicPage } from "@/lib/business/data";
import { wordsIn } from "@/lib/i18n/request";

export const size = SOCIAL_SIZE;
export const contentType = "image/png";
export const alt = "The name of the service, how long it takes and what it costs";

interface ImageProps {
  params: Promise<{ business: string; service: string }>;
}

/** What a link to a service shows elsewhere. */
export default async function Image({ params }: ImageProps) {
  const { business: slug, service: wanted } = await params;
  const page = await publicPage(slug);
  const found = page?.services.find((one) => one.slug === wanted);
  if (!page || !found) notFound();
  const { name, city, brandColor, currency } = page.business;
  const t = wordsIn("facts", page.business);
  const { service } = forBrowser(page, found);
  const facts = [
    lengthWords([service], "any", t.locale),
    priceWords(t, [service], "any", 1, currency, t.locale),
  ];
  return socialImage({
    titles: [service.name, name, pageAddress(slug)],
    lines: [facts.join(", ")],
    footer: [name, city].filter(Boolean).join(", "),
    color: brandColor,
    act: wordsIn("home", page.business)("bookOnline"),
  });
}
