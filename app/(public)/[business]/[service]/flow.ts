import "server-only";
import { randomUUID } from "node:crypto";
import { FURTHEST_DAYS } from "@/components/booking/beyond";
import type { BookingFlowProps } from "@/components/booking/booking-flow";
import { monthOf, rangeOfMonth } from "@/components/booking/dates";
import { forBrowser } from "@/components/booking/types";
import { freeTimes } from "@/lib/availability/data";
import { type FreeTime, MAX_DAYS } from "@/lib/availability/schema";
import { allowsSeries } from "@/lib/bookings/series";
import { visitTimes } from "@/lib/bookings/visits";
import { closedDates } from "@/lib/business/opening";
import type { PublicPage, PublicService } from "@/lib/business/schema";
import { newsConsent } from "@/lib/notifications/consent-words.ts";
import { asksForNews } from "@/lib/notifications/preferences";
import { addDays, MAX_VISIT_PARTS } from "@/lib/scheduling";
import { parseDate } from "@/lib/scheduling/calendar";
import { localDateOf } from "@/lib/scheduling/zone";
import { currentPerson } from "@/lib/supabase/session";

type Query = Record<string, string | string[] | undefined>;

/** How far ahead the reasons for days without room are told. */
const REASON_DAYS = 120;

/**
 * What the booking flow of a service begins with: the choices that the address names (staff, party, add, date or at), and
 * the free times around them, so that the first answer already has times in it.
 */
export async function flowFor(
  page: PublicPage,
  service: PublicService,
  query: Query,
  { zone, chosen, locale }: { zone: string; chosen: boolean; locale: string },
  now: number,
): Promise<BookingFlowProps> {
  const { business } = page;
  const [person, series, asks] = await Promise.all([
    currentPerson(),
    allowsSeries(service.id),
    asksForNews(business.id),
  ]);
  const today = localDateOf(zone, now);

  const staff = service.staff.some((one) => one.slug === query.staff) ? String(query.staff) : "any";
  const people = Number(query.party ?? 1);
  const browser = forBrowser(page, service);
  const wish = typeof query.add === "string" ? query.add.split(",") : [];
  const add = [...new Set(wish)]
    .filter((slug) => browser.companions.some((one) => one.slug === slug))
    .slice(0, MAX_VISIT_PARTS - 1);
  const party = Number.isInteger(people) && people >= 1 && people <= service.capacity ? people : 1;
  const ask = {
    business: business.slug,
    service: service.slug,
    tz: zone,
    party,
    add,
    ...(staff === "any" ? {} : { staff }),
  };
  const lookUp = async (from: string, to: string) => {
    const found =
      add.length > 0
        ? await visitTimes({ ...ask, from, to }, now)
        : await freeTimes({ ...ask, from, to }, now);
    return found.ok ? found.slots : [];
  };

  const named = dateNamed(query, zone, today);
  // Without a day in the address, the first one that has room, however many questions that takes.
  const last = addDays(today, Math.min(service.maxAdvanceDays ?? FURTHEST_DAYS, FURTHEST_DAYS));
  let ahead: readonly FreeTime[] = [];
  let looked = today;
  while (!named && ahead.length === 0 && looked <= last) {
    ahead = await lookUp(looked, addDays(looked, MAX_DAYS - 1));
    looked = addDays(looked, MAX_DAYS);
  }
  const date = named ?? (ahead[0] ? localDateOf(zone, Date.parse(ahead[0].start)) : today);
  const month = monthOf(date);
  const range = rangeOfMonth(month, business.weekStartsOn, today);
  const covered = !named && range !== null && range.to < looked;
  const times =
    range === null
      ? []
      : covered
        ? ahead.filter(({ start }) => localDateOf(zone, Date.parse(start)) <= range.to)
        : await lookUp(range.from, range.to);

  return {
    ...browser,
    series,
    locale,
    zone: { shown: zone, chosen },
    initial: { add, month, staff, party, zone, times, soonest: !named, at: now },
    date,
    closed: closedDates(business.layer, business.timeZone, today, REASON_DAYS),
    now,
    formKey: randomUUID(),
    news: asks ? newsConsent(locale, business.name) : null,
    person: person && {
      name: person.name === person.email ? "" : person.name,
      email: person.email,
    },
  };
}

/** The day that the address names, by a date or by a chosen start; null when it names none to come. */
function dateNamed(query: Query, zone: string, today: string): string | null {
  const at = typeof query.at === "string" ? Date.parse(query.at) : Number.NaN;
  const latest = Date.UTC(2199, 11, 1);
  if (at > 0 && at < latest) {
    const date = localDateOf(zone, at);
    if (date >= today) return date;
  }
  const date = typeof query.date === "string" ? query.date : "";
  return parseDate(date) !== null && date >= today && date < "2199-12-01" ? date : null;
}
