import { currencyDigits } from "@/lib/format";
import type { PublicBusiness, PublicPage, PublicService } from "./schema";

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
 * @param url the page's address, whole
 */
export function businessData({ business, services }: PublicPage, url: string): string {
  return asScript({
    ...organisation(business, url),
    description: business.tagline || business.about || undefined,
    email: business.email ?? undefined,
    sameAs: business.website ?? undefined,
    openingHoursSpecification: business.layer.weekly.map(([weekday, start, end]) => ({
      "@type": "OpeningHoursSpecification",
      dayOfWeek: weekdays[weekday - 1],
      opens: clock(start),
      closes: clock(end),
    })),
    makesOffer: services.map((service) => ({
      "@type": "Offer",
      itemOffered: { "@type": "Service", name: service.name, description: service.description },
      ...price(service, business.currency),
      url: `${url}/${service.slug}`,
    })),
    potentialAction: { "@type": "ReserveAction", target: url },
  });
}

/** The same of one service: what it is, what it costs, who does it, and the way to it. */
export function serviceData({ business }: PublicPage, service: PublicService, url: string): string {
  const page = `${url}/${service.slug}`;
  return asScript(
    {
      "@type": "Service",
      "@id": `${page}#service`,
      name: service.name,
      description: service.description || undefined,
      category: service.category || undefined,
      image: service.photoUrl ? new URL(service.photoUrl, url).href : undefined,
      url: page,
      provider: organisation(business, url),
      offers: {
        "@type": "Offer",
        ...price(service, business.currency),
        availability: "https://schema.org/InStock",
        url: page,
      },
      potentialAction: { "@type": "ReserveAction", target: page },
    },
    {
      "@type": "BreadcrumbList",
      itemListElement: [
        { "@type": "ListItem", position: 1, name: business.name, item: url },
        { "@type": "ListItem", position: 2, name: service.name, item: page },
      ],
    },
  );
}

function organisation(business: PublicBusiness, url: string) {
  const image = business.photoUrl ?? business.logoUrl;
  return {
    "@type": kinds[business.kind] ?? "LocalBusiness",
    "@id": `${url}#business`,
    name: business.name,
    url,
    telephone: business.phone ?? undefined,
    image: image ? new URL(image, url).href : undefined,
    address: business.address
      ? {
          "@type": "PostalAddress",
          streetAddress: business.address,
          addressLocality: business.city,
          addressCountry: business.country,
        }
      : undefined,
  };
}

/** The least that it costs; nothing where that is only told on request. */
function price(service: PublicService, currency: string) {
  const prices = service.staff.map(({ priceMinor }) => priceMinor ?? service.priceMinor);
  const all = prices.length > 0 ? prices : [service.priceMinor];
  if (all.some((one) => one === null)) return {};
  const digits = currencyDigits(currency);
  return {
    price: (Math.min(...(all as number[])) / 10 ** digits).toFixed(digits),
    priceCurrency: currency,
  };
}

function asScript(...things: object[]): string {
  const graph = things.length === 1 ? things[0] : { "@graph": things };
  return JSON.stringify({ "@context": "https://schema.org", ...graph }).replaceAll("<", "\\u003c");
}

/** Minutes of a wall-clock day as schema.org writes times; 24:00 is its last minute. */
function clock(minute: number): string {
  const within = Math.min(minute, 24 * 60 - 1);
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}
