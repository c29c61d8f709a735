import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CalendarLinks } from "@/components/booking/calendar-links";
import { DraftDone } from "@/components/booking/draft-done";
import { headline, lead } from "@/components/booking/manage/words";
import { Ticket } from "@/components/booking/ticket";
import { BookedNews } from "@/components/embed/booked-news";
import { ButtonLink } from "@/components/ui/button";
import { bookingByToken } from "@/lib/bookings/data";
import { groupIn } from "@/lib/bookings/group-in";
import { stands } from "@/lib/bookings/rules";
import { publicPage } from "@/lib/business/data";
import { bookingIn } from "@/lib/business/translations";
import { lasting, queryOf } from "@/lib/embed/address";
import { requestLocale, requestVoice, words } from "@/lib/i18n/request";

interface PageProps {
  params: Promise<{ business: string; token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await words("manage"))("page"),
    robots: { index: false, follow: false },
    referrer: "no-referrer",
  };
}

/**
 * A booking that was made in a frame: its ticket. Whatever changes it is on the booking's own page, which no other
 * website may frame.
 */
export default async function FramedTicket({ params, searchParams }: PageProps) {
  const [{ business: slug, token }, query] = await Promise.all([params, searchParams]);
  const [found, page] = await Promise.all([bookingByToken(token), publicPage(slug)]);
  if (!found || !page || found.booking.business.slug !== slug) notFound();
  const { language } = await requestVoice();
  const booking = bookingIn(found.booking, language);
  const group = await groupIn(booking.id, language);
  const parts = group.kind === "visit" ? group.bookings.filter(stands) : [booking];
  const [locale, t, manage] = await Promise.all([
    requestLocale(page.business),
    words("embed"),
    words("manage"),
  ]);
  const fresh = query.new === "1";
  const now = Date.now();
  const address = queryOf(query);
  const first = parts[0] ?? booking;
  return (
    <main id="main" className="mx-auto max-w-3xl px-4 py-4 sm:px-6">
      {fresh && (
        <>
          <DraftDone form={`${slug}/${first.service.slug}`} />
          <BookedNews
            booking={{
              id: booking.id,
              business: slug,
              service: booking.service.slug,
              staff: booking.staff.slug,
              start: booking.start,
              end: booking.end,
              status: booking.status,
            }}
          />
        </>
      )}
      <h1 className="font-display text-xl">{headline(manage, booking, fresh, now)}</h1>
      <p className="mt-1 mb-5 max-w-prose text-muted">{lead(manage, booking, fresh, now)}</p>
      <Ticket booking={booking} parts={parts.length > 0 ? parts : [booking]} locale={locale}>
        <div className="grid gap-3 sm:grid-cols-2">
          <div className="sm:col-span-2">
            <CalendarLinks booking={booking} token={token} />
          </div>
          <ButtonLink href={`/manage/${token}`} target="_blank" rel="noopener" prefetch={false}>
            {t("changeOrCancel")}
            <ExternalLink aria-hidden="true" />
          </ButtonLink>
          <ButtonLink
            href={`/embed/${slug}${address.get("list") ? "" : `/${first.service.slug}`}${lasting(address)}`}
          >
            {t("another")}
          </ButtonLink>
        </div>
      </Ticket>
    </main>
  );
}
