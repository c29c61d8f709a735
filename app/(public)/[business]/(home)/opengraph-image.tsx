import { notFound } from "next/navigation";
import { SOCIAL_SIZE, socialImage } from "@/components/booking/social-image";
import { pageAddress } from "@/lib/business/address";
import { publicPage } from "@/lib/business/data";
import { wordsIn } from "@/lib/i18n/request";

// A name or a price that has changed is in the next picture.
export const dynamic = "force-dynamic";

interface ImageProps {
  params: { business?: string };
}

/** The picture in words, which are the business's own, as those in it are. */
export async function generateImageMetadata({ params }: ImageProps) {
  // The build asks without an address.
  const page = params.business ? await publicPage(params.business) : null;
  if (!page) return [];
  const { name, tagline } = page.business;
  const alt = [name, tagline].filter(Boolean).join(": ");
  return [{ id: "card", alt, size: SOCIAL_SIZE, contentType: "image/png" }];
}

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
