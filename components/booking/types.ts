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

/** The parts of a public page that travel to the browser for one service. */
export function forBrowser(
  { business, staff }: PublicPage,
  service: PublicService,
): { business: BookingBusiness; service: BookingService } {
  const { slug, name, timeZone, currency, country, weekStartsOn, phone, email } = business;
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
    business: {
      slug,
      name,
      timeZone,
      currency,
      country,
      weekStartsOn,
      phone,
      email,
      policyText: business.policyText,
    },
    service: {
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
    },
  };
}
