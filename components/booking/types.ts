import type { PublicBusiness, PublicPage, PublicService, PublicStaff } from "@/lib/business/schema";

/** Someone who performs a service, with what is theirs about it. */
export interface Performer
  extends Pick<PublicStaff, "slug" | "name" | "title" | "photoUrl" | "hue"> {
  durationMin: number;
  priceMinor: number | null;
}

/** What the booking pages need of a business in the browser. */
export interface BookingBusiness
  extends Pick<
    PublicBusiness,
    "slug" | "name" | "timeZone" | "currency" | "country" | "weekStartsOn" | "phone" | "email"
  > {
  policyText: string;
}

/** What the booking pages need of a service in the browser. */
export interface BookingService
  extends Pick<
    PublicService,
    | "slug"
    | "name"
    | "durationMin"
    | "priceMinor"
    | "capacity"
    | "confirmation"
    | "questions"
    | "maxAdvanceDays"
    | "staffRequired"
  > {
  performers: Performer[];
}

/** The parts of a public page that travel to the browser for one service, with those that may follow it in one visit. */
export function forBrowser(
  page: PublicPage,
  service: PublicService,
): { business: BookingBusiness; service: BookingService; companions: BookingService[] } {
  const { slug, name, timeZone, currency, country, weekStartsOn, phone, email, policyText } =
    page.business;
  return {
    business: {
      slug,
      name,
      timeZone,
      currency,
      country,
      weekStartsOn,
      phone,
      email,
      policyText,
    },
    service: serviceForBrowser(page, service),
    companions: mayBePart(service)
      ? page.services
          .filter((one) => one.slug !== service.slug && mayBePart(one))
          .map((one) => serviceForBrowser(page, one))
      : [],
  };
}

/** Classes, and services that take several people at once, stand alone. */
function mayBePart(service: PublicService): boolean {
  return service.capacity === 1 && service.staffRequired === 1 && service.staff.length > 0;
}

function serviceForBrowser({ staff }: PublicPage, service: PublicService): BookingService {
  const performers = service.staff.flatMap((skill): Performer[] => {
    const person = staff.find((one) => one.slug === skill.slug);
    if (!person) return [];
    return [
      {
        slug: person.slug,
        name: person.name,
        title: person.title,
        photoUrl: person.photoUrl,
        hue: person.hue,
        durationMin: skill.durationMin ?? service.durationMin,
        priceMinor: skill.priceMinor ?? service.priceMinor,
      },
    ];
  });
  return {
    slug: service.slug,
    name: service.name,
    durationMin: service.durationMin,
    priceMinor: service.priceMinor,
    capacity: service.capacity,
    confirmation: service.confirmation,
    questions: service.questions,
    maxAdvanceDays: service.maxAdvanceDays,
    staffRequired: service.staffRequired,
    performers,
  };
}
