import { ArrowLeft } from "lucide-react";
import { notFound, redirect } from "next/navigation";
import { monthOf, rangeOfMonth } from "@/components/booking/dates";
import { MoveFlow } from "@/components/booking/move-flow";
import { forBrowser } from "@/components/booking/types";
import { Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";
import { freeTimes } from "@/lib/availability/data";
import { bookingByToken } from "@/lib/bookings/data";
import { groupIn } from "@/lib/bookings/group-in";
import {
  customerMayMove,
  otherServices,
  placesOf,
  staffToKeep,
  stands,
} from "@/lib/bookings/rules";
import { timesForVisit } from "@/lib/bookings/visits";
import { closedDates } from "@/lib/business/opening";
import { bookingIn } from "@/lib/business/translations";
import { visitorsPage } from "@/lib/business/visitor-data";
import { requestVoice, words } from "@/lib/i18n/request";
import { localDateOf } from "@/lib/scheduling/zone";
import { visitor } from "../../../visitor";

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const REASON_DAYS = 120;

/** Another time for a booking. Its own place counts as free (time rule 15). */
export default async function MovePage({ params, searchParams }: PageProps) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const found = await bookingByToken(token);
  if (!found) notFound();
  const { language } = await requestVoice();
  const booking = bookingIn(found.booking, language);
  const now = Date.now();
  const group = await groupIn(booking.id, language);
  const standing = group.bookings.filter(stands);
  // A visit moves as a whole, from its beginning.
  const visit = group.kind === "visit" && standing.length > 0 ? standing : [booking];
  const ahead =
    group.kind === "series" ? standing.filter((one) => Date.parse(one.start) > now) : [];
  const [first, last] = [visit[0]!, visit.at(-1)!];
  const page = await visitorsPage(booking.business.slug);
  const others = page ? otherServices(booking, page.services) : [];
  const other = visit.length === 1 ? others.find(({ slug }) => slug === query.service) : undefined;
  const service = other ?? page?.services.find(({ slug }) => slug === first.service.slug);
  if (!page || !service || !customerMayMove(booking, now).allowed) redirect(`/manage/${token}`);
  if (query.service && !other) redirect(`/manage/${token}`);
  const { business } = page;
  const [view, t] = await Promise.all([visitor(business), words("manage")]);
  const zone = view.chosen ? view.zone : booking.timeZone;
  const { locale } = view;
  const today = localDateOf(zone, now);
  const start = localDateOf(zone, Date.parse(first.start));
  const date = [start, today].sort().at(-1)!;
  const month = monthOf(date);
  const performers = forBrowser(page, service).service.performers;
  const kept = staffToKeep(visit);
  const staff = performers.some(({ slug }) => slug === kept) ? kept : "any";
  const range = rangeOfMonth(month, business.weekStartsOn, today) ?? { from: today, to: today };
  const question = {
    business: business.slug,
    service: service.slug,
    tz: zone,
    party: booking.party,
    add: [],
    ...(staff === "any" ? {} : { staff }),
    ...range,
  };
  const free =
    visit.length > 1
      ? await timesForVisit(visit, question, now)
      : await freeTimes(question, now, booking.id);

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16">
      <Link
        href={`/manage/${token}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t("leaveIt")}
      </Link>
      <h1 className="mt-2 font-display text-2xl">
        {other ? t("insteadHeading", { service: other.name }) : t("moveHeading")}
      </h1>
      <p className="mt-2 mb-8 text-lg text-muted">
        {t(other ? "insteadOf" : "serviceAt", {
          service: visit.map((one) => one.service.name).join(" + "),
          business: business.name,
        })}
      </p>
      <Speak words={["picker", "facts", "move", "details", "series", "refusals"]}>
        <MoveFlow
          token={token}
          act="move"
          service={other ? { slug: other.slug, name: other.name } : null}
          from={{ start: first.start, end: last.end, staff, party: booking.party }}
          seen={placesOf(visit)}
          series={
            ahead.length > 1 && !other
              ? {
                  following: ahead.filter((one) => one.start >= booking.start).length,
                  all: ahead.length,
                }
              : null
          }
          business={{
            slug: business.slug,
            name: business.name,
            timeZone: business.timeZone,
            weekStartsOn: business.weekStartsOn,
          }}
          performers={performers}
          maxAdvanceDays={service.maxAdvanceDays}
          seats={service.capacity > 1}
          locale={locale}
          zone={{ shown: zone, chosen: view.chosen }}
          initial={{
            add: [],
            month,
            staff,
            party: booking.party,
            zone,
            times: free.ok ? free.slots : [],
            at: now,
          }}
          date={date}
          closed={closedDates(business.layer, business.timeZone, today, REASON_DAYS)}
          now={now}
        />
      </Speak>
    </main>
  );
}
