import type { PublicPage } from "@/lib/business/schema";

const kinds: Record<string, string> = { salon: "HairSalon", studio: "HealthClub" };
const weekdays = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/**
 * What search engines read of a business (schema.org), as the text of a script element: no text in it can end the
 * element.
 */
export function structuredData({ business, services }: PublicPage, url: string): string {
  const data = {
    "@context": "https://schema.org",
    "@type": kinds[business.kind] ?? "LocalBusiness",
    name: business.name,
    description: business.tagline || business.about || undefined,
    url,
    telephone: business.phone ?? undefined,
    email: business.email ?? undefined,
    sameAs: business.website ?? undefined,
    image: business.photoUrl ?? undefined,
    address: business.address
      ? {
          "@type": "PostalAddress",
          streetAddress: business.address,
          addressLocality: business.city,
          addressCountry: business.country,
        }
      : undefined,
    openingHoursSpecification: business.layer.weekly.map(([weekday, start, end]) => ({
      "@type": "OpeningHoursSpecification",
      dayOfWeek: weekdays[weekday - 1],
      opens: clock(start),
      closes: clock(end),
    })),
    makesOffer: services.map((service) => ({
      "@type": "Offer",
      itemOffered: { "@type": "Service", name: service.name, description: service.description },
      url: `${url}/${service.slug}`,
    })),
    potentialAction: { "@type": "ReserveAction", target: url },
  };
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** Minutes of a wall-clock day as schema.org writes times; 24:00 is its last minute. */
function clock(minute: number): string {
  const within = Math.min(minute, 24 * 60 - 1);
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}
