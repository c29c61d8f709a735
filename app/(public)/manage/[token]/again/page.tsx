import { ArrowLeft } from "lucide-react";
import { notFound, redirect } from "next/navigation";
import { monthOf, rangeOfMonth } from "@/components/booking/dates";
import { MoveFlow } from "@/components/booking/move-flow";
import { forBrowser } from "@/components/booking/types";
import { Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";
import { freeTimes } from "@/lib/availability/data";
import { proposalAfter } from "@/lib/bookings/again";
import { bookingByToken } from "@/lib/bookings/data";
import { closedDates } from "@/lib/business/opening";
import { visitorsPage } from "@/lib/business/visitor-data";
import { words } from "@/lib/i18n/request";
import { localDateOf } from "@/lib/scheduling/zone";
import { visitor } from "../../../visitor";

interface PageProps {
  params: Promise<{ token: string }>;
}

const REASON_DAYS = 120;

/** Another time for what was booked before, with the details that are known already. */
export default async function AgainPage({ params }: PageProps) {
  const { token } = await params;
  const found = await bookingByToken(token);
  if (!found) notFound();
  const { booking } = found;
  const now = Date.now();
  const page = await visitorsPage(booking.business.slug);
  const service = page?.services.find(({ slug }) => slug === booking.service.slug);
  if (!page || !service || !booking.customer.email) redirect(`/${booking.business.slug}`);
  const { business } = page;
  const [view, t] = await Promise.all([visitor(business), words("manage")]);
  const zone = view.chosen ? view.zone : booking.timeZone;
  const { locale } = view;
  const today = localDateOf(zone, now);
  const proposal = await proposalAfter([booking], now);
  const date = proposal ? localDateOf(zone, Date.parse(proposal.start)) : today;
  const month = monthOf(date);
  const range = rangeOfMonth(month, business.weekStartsOn, today) ?? { from: today, to: today };
  const { performers } = forBrowser(page, service).service;
  const staff = performers.some(({ slug }) => slug === booking.staff.slug)
    ? booking.staff.slug
    : "any";
  const free = await freeTimes(
    {
      business: business.slug,
      service: service.slug,
      tz: zone,
      party: booking.party,
      ...(staff === "any" ? {} : { staff }),
      ...range,
    },
    now,
  );

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16">
      <Link
        href={`/manage/${token}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t("backToEarlier")}
      </Link>
      <h1 className="mt-2 font-display text-2xl">{t("againHeading")}</h1>
      <p className="mt-2 mb-8 text-lg text-muted">
        {t("againFor", {
          service: service.name,
          business: business.name,
          customer: booking.customer.name,
        })}
      </p>
      <Speak words={["picker", "facts", "move", "details", "series", "refusals"]}>
        <MoveFlow
          token={token}
          act="again"
          service={null}
          from={{ start: booking.start, end: booking.end, staff, party: booking.party }}
          series={null}
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
