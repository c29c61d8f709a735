import { randomUUID } from "node:crypto";
import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { BookingFlow } from "@/components/booking/booking-flow";
import { monthOf, rangeOfMonth } from "@/components/booking/dates";
import { forBrowser } from "@/components/booking/types";
import { Speak } from "@/components/i18n/speak";
import { freeTimes } from "@/lib/availability/data";
import { MAX_DAYS } from "@/lib/availability/schema";
import { allowsSeries } from "@/lib/bookings/series";
import { visitTimes } from "@/lib/bookings/visits";
import { publicPage } from "@/lib/business/data";
import { closedDates } from "@/lib/business/opening";
import { countView } from "@/lib/business/views";
import { alternates } from "@/lib/i18n/alternates";
import { words } from "@/lib/i18n/request";
import { newsConsent } from "@/lib/notifications/consent-words.ts";
import { asksForNews } from "@/lib/notifications/preferences";
import { addDays, MAX_VISIT_PARTS } from "@/lib/scheduling";
import { parseDate } from "@/lib/scheduling/calendar";
import { localDateOf } from "@/lib/scheduling/zone";
import { currentPerson } from "@/lib/supabase/session";
import { visitor } from "../../visitor";

interface PageProps {
  params: Promise<{ business: string; service: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** How far ahead the reasons for days without room are told. */
const REASON_DAYS = 120;

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { business: slug, service: wanted } = await params;
  const page = await publicPage(slug);
  const service = page?.services.find((one) => one.slug === wanted);
  if (!page || !service) return {};
  const title = { absolute: `${service.name} · ${page.business.name}` };
  const { name, city } = page.business;
  const t = await words("home");
  const description =
    service.description || t("bookAt", { service: service.name, business: name, city });
  return {
    title,
    description,
    alternates: alternates(`/${slug}/${wanted}`),
    openGraph: { title: title.absolute, description, type: "website" },
  };
}

/** Choose a time and book it. The times of the first days with room come with the page. */
export default async function ServicePage({ params, searchParams }: PageProps) {
  const { business: slug, service: wanted } = await params;
  const page = await publicPage(slug);
  const service = page?.services.find((one) => one.slug === wanted);
  if (!page || !service) notFound();
  const { business } = page;
  await countView(business.slug, service.slug);
  const now = Date.now();
  const query = await searchParams;
  const [{ zone, chosen, locale }, person, series, asks] = await Promise.all([
    visitor(business),
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
    business: slug,
    service: wanted,
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
  // Without a day in the address, the first one that has room, within what one question may span.
  const ahead = named ? [] : await lookUp(today, addDays(today, MAX_DAYS - 1));
  const date = named ?? (ahead[0] ? localDateOf(zone, Date.parse(ahead[0].start)) : today);
  const month = monthOf(date);
  const range = rangeOfMonth(month, business.weekStartsOn, today);
  const covered = !named && range !== null && range.to < addDays(today, MAX_DAYS);
  const times =
    range === null
      ? []
      : covered
        ? ahead.filter(({ start }) => localDateOf(zone, Date.parse(start)) <= range.to)
        : await lookUp(range.from, range.to);

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16">
      <Link
        href={`/${slug}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {business.name}
      </Link>
      <h1 className="mt-2 font-display text-2xl">{service.name}</h1>
      {service.description && (
        <p className="mt-2 mb-8 max-w-prose text-lg text-muted">{service.description}</p>
      )}
      <div className="mt-8">
        <Speak words={["picker", "facts", "details", "series", "problems", "refusals"]}>
          <BookingFlow
            {...browser}
            series={series}
            locale={locale}
            zone={{ shown: zone, chosen }}
            initial={{ add, month, staff, party, zone, times, at: now }}
            date={date}
            closed={closedDates(business.layer, business.timeZone, today, REASON_DAYS)}
            now={now}
            formKey={randomUUID()}
            news={asks ? newsConsent(locale, business.name) : null}
            person={
              person && {
                name: person.name === person.email ? "" : person.name,
                email: person.email,
              }
            }
          />
        </Speak>
      </div>
    </main>
  );
}

/** The day that the address names, by a date or by a chosen start; null when it names none to come. */
function dateNamed(
  query: Record<string, string | string[] | undefined>,
  zone: string,
  today: string,
): string | null {
  const at = typeof query.at === "string" ? Date.parse(query.at) : Number.NaN;
  const latest = Date.UTC(2199, 11, 1);
  if (at > 0 && at < latest) {
    const date = localDateOf(zone, at);
    if (date >= today) return date;
  }
  const date = typeof query.date === "string" ? query.date : "";
  return parseDate(date) !== null && date >= today && date < "2199-12-01" ? date : null;
}
