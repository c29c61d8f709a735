import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { JoinForm } from "@/components/booking/waitlist/join-form";
import { Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";
import { visitorsPage } from "@/lib/business/visitor-data";
import { formatTime, zoneTime } from "@/lib/format";
import { words } from "@/lib/i18n/request";
import { addDays } from "@/lib/scheduling";
import { parseDate } from "@/lib/scheduling/calendar";
import { localDateOf, minuteOfDay } from "@/lib/scheduling/zone";
import { currentPerson } from "@/lib/supabase/session";
import { dayOutlook } from "@/lib/waitlist/data";
import { visitor } from "../../../visitor";

interface PageProps {
  params: Promise<{ business: string; service: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("waitlist"))("title"), robots: { index: false, follow: true } };
}

/** Join the waiting list of a service, for the day (and person, and party) that the address names. */
export default async function JoinPage({ params, searchParams }: PageProps) {
  const [{ business: slug, service: wanted }, query] = await Promise.all([params, searchParams]);
  const page = await visitorsPage(slug);
  const service = page?.services.find((one) => one.slug === wanted);
  if (!page || !service) notFound();
  const { business } = page;
  const now = Date.now();
  const [{ zone, locale }, person, t] = await Promise.all([
    visitor(business),
    currentPerson(),
    words("waitlist"),
  ]);
  const today = localDateOf(zone, now);
  const lastDate = service.maxAdvanceDays === null ? null : addDays(today, service.maxAdvanceDays);
  const named = typeof query.date === "string" ? query.date : "";
  const date = parseDate(named) !== null && named >= today && named < "2199-12-01" ? named : today;
  const staff = service.staff.some((one) => one.slug === query.staff) ? String(query.staff) : "any";
  const people = Number(query.party ?? 1);
  const party = Number.isInteger(people) && people >= 1 && people <= service.capacity ? people : 1;
  const { outlook, full } = await dayOutlook(
    { business: slug, service: wanted, ...(staff === "any" ? {} : { staff }) },
    { date, zone, party },
    now,
  );
  // A service for one has too many starts to choose from; a part of the day says what is meant.
  const sessions = service.capacity > 1 ? full.slice(0, 12) : [];

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16">
      <Link
        href={`/${slug}/${wanted}?date=${date}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {service.name}
      </Link>
      <h1 className="mt-2 font-display text-2xl">{t("title")}</h1>
      <p className="mt-2 mb-8 max-w-prose text-lg text-muted">
        {t("sayWhen", { service: service.name, business: business.name })}
      </p>
      <Speak words={["waitlist", "details", "problems", "refusals"]}>
        <JoinForm
          business={{ slug, name: business.name }}
          service={{ slug: wanted, name: service.name, capacity: service.capacity }}
          performers={page.staff.filter((one) =>
            service.staff.some((skill) => skill.slug === one.slug),
          )}
          date={date}
          staff={staff}
          party={party}
          today={today}
          lastDate={lastDate}
          zone={zone}
          zoneWords={t("zone", { zone: zoneTime(zone, locale) })}
          locale={locale}
          weekStartsOn={business.weekStartsOn}
          outlook={outlook}
          sessions={sessions.map((start) => ({
            minute: minuteOfDay(zone, start),
            words: t("fullAt", { time: formatTime(start, zone, locale) }),
          }))}
          person={
            person && { name: person.name === person.email ? "" : person.name, email: person.email }
          }
        />
      </Speak>
    </main>
  );
}
