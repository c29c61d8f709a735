import { ArrowLeft } from "lucide-react";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { monthOf, rangeOfMonth } from "@/components/booking/dates";
import { MoveFlow } from "@/components/booking/move-flow";
import { forBrowser } from "@/components/booking/types";
import { freeTimes } from "@/lib/availability/data";
import { bookingByToken } from "@/lib/bookings/data";
import { customerMayMove } from "@/lib/bookings/rules";
import { publicPage } from "@/lib/business/data";
import { visitorLocale } from "@/lib/business/locale";
import { closedDates } from "@/lib/business/opening";
import { localDateOf } from "@/lib/scheduling/zone";
import { visitor } from "../../../visitor";

interface PageProps {
  params: Promise<{ token: string }>;
}

const REASON_DAYS = 120;

/** Another time for a booking. Its own place counts as free (time rule 15). */
export default async function MovePage({ params }: PageProps) {
  const { token } = await params;
  const found = await bookingByToken(token);
  if (!found) notFound();
  const { booking } = found;
  const now = Date.now();
  const page = await publicPage(booking.business.slug);
  const service = page?.services.find(({ slug }) => slug === booking.service.slug);
  if (!page || !service || !customerMayMove(booking, now).allowed) redirect(`/manage/${token}`);
  const { business } = page;
  const view = await visitor(business);
  const zone = view.chosen ? view.zone : booking.timeZone;
  const locale = visitorLocale((await headers()).get("accept-language"), business);
  const today = localDateOf(zone, now);
  const start = localDateOf(zone, Date.parse(booking.start));
  const date = [start, today].sort().at(-1)!;
  const month = monthOf(date);
  const staff = service.staff.some(({ slug }) => slug === booking.staff.slug)
    ? booking.staff.slug
    : "any";
  const range = rangeOfMonth(month, business.weekStartsOn, today) ?? { from: today, to: today };
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
    booking.id,
  );
  const browser = forBrowser(page, service);

  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16">
      <Link
        href={`/manage/${token}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        Leave it as it is
      </Link>
      <h1 className="mt-2 font-display text-2xl">Move to another time</h1>
      <p className="mt-2 mb-8 text-lg text-muted">
        {service.name} at {business.name}
      </p>
      <MoveFlow
        token={token}
        from={{ start: booking.start, end: booking.end, staff, party: booking.party }}
        business={browser.business}
        performers={browser.service.performers}
        maxAdvanceDays={service.maxAdvanceDays}
        seats={service.capacity > 1}
        locale={locale}
        zone={{ shown: zone, chosen: view.chosen }}
        initial={{
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
    </main>
  );
}
