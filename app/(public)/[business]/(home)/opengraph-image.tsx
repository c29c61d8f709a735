import { notFound } from "next/navigation";
import { SOCIAL_SIZE, socialImage } from "@/components/booking/social-image";
import { pageAddress } from "@/lib/business/address";
import { publicPage } from "@/lib/business/data";
import { wordsIn } from "@/lib/i18n/request";

export const size = SOCIAL_SIZE;
export const contentType = "image/png";
export const alt = "The name of the business, and what it is";

/** What a link to the business shows elsewhere. */
export default async function Image({ params }: { params: Promise<{ business: string }> }) {
  const page = await publicPage((await params).business);
  if (!page) notFound();
  const { slug, name, tagline, address, city, brandColor } = page.business;
  return socialImage({
    titles: [name, pageAddress(slug)],
    lines: [tagline],
    footer: [address, city].filter(Boolean).join(", "),
    color: brandColor,
    act: wordsIn("home", page.business)("bookOnline"),
  });
}
