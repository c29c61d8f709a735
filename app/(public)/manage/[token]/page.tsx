import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CalendarLinks } from "@/components/booking/calendar-links";
import { DraftDone } from "@/components/booking/draft-done";
import { historyWords } from "@/components/booking/history-words";
import { Ticket } from "@/components/booking/ticket";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelAction, confirmAction } from "@/lib/bookings/actions";
import { bookingByToken } from "@/lib/bookings/data";
import { customerMayCancel, customerMayMove } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { publicPage } from "@/lib/business/data";
import { visitorLocale } from "@/lib/business/locale";
import { formatDay, formatDayTime, formatTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const found = await bookingByToken((await params).token);
  if (!found) return {};
  const { service, business } = found.booking;
  return { title: { absolute: `${service.name} at ${business.name}` } };
}

/** A customer's own booking: what it is, what has happened to it, and what can still be done. */
export default async function ManagePage({ params, searchParams }: PageProps) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const found = await bookingByToken(token);
  if (!found) notFound();
  const { booking, history } = found;
  const page = await publicPage(booking.business.slug);
  const locale = visitorLocale((await headers()).get("accept-language"), {
    locale: booking.business.locale,
    country: page?.business.country ?? "",
  });
  const now = Date.now();
  const cancel = customerMayCancel(booking, now);
  const move = customerMayMove(booking, now);
  const waitsForCustomer = booking.status === "pending" && booking.service.confirmation === "email";
  const over = Date.parse(booking.end) <= now || !isAhead(booking.status);
  const fresh = query.new === "1";
  const asking = query.step === "cancel" && cancel.allowed && !over;
  const said = newsOf(booking, query, locale);

  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 pt-8 pb-16">
      {fresh && <DraftDone form={`${booking.business.slug}/${booking.service.slug}`} />}
      <h1 className="font-display text-2xl">{headline(booking, fresh, now)}</h1>
      <p className="mt-2 mb-6 max-w-prose text-lg text-muted">{lead(booking, fresh, now)}</p>
      {said && (
        <Notice tone={said.tone} live className="mb-6">
          {said.words}
        </Notice>
      )}
      {waitsForCustomer && (
        <form
          action={confirmAction}
          className="mb-6 rounded-lg border border-line bg-surface px-5 py-5 sm:px-8"
        >
          <input type="hidden" name="token" value={token} />
          <h2 className="font-medium text-lg">Was this you?</h2>
          <p className="mt-1 mb-4 max-w-prose text-muted">
            {fresh
              ? `We have sent a link to ${booking.customer.email ?? "you"}. Open it to confirm; until then the time is kept for you.`
              : "Please confirm, and the time is yours."}
          </p>
          {!fresh && <SubmitButton>Yes, confirm my appointment</SubmitButton>}
        </form>
      )}
      <Ticket booking={booking} locale={locale}>
        {asking ? (
          <CancelForm booking={booking} token={token} />
        ) : over ? (
          <BookAgain booking={booking} />
        ) : (
          <div className="grid gap-3 sm:grid-cols-2">
            <div className="sm:col-span-2">
              <CalendarLinks booking={booking} token={token} />
            </div>
            {move.allowed && (
              <ButtonLink href={`/manage/${token}/move`} prefetch={false}>
                Move to another time
              </ButtonLink>
            )}
            {cancel.allowed && (
              <ButtonLink href={`/manage/${token}?step=cancel`} replace scroll={false}>
                Cancel appointment
              </ButtonLink>
            )}
            {(!move.allowed || !cancel.allowed) && (
              <TooLate booking={booking} move={move} cancel={cancel} locale={locale} />
            )}
          </div>
        )}
      </Ticket>
      {booking.business.policyText && !over && (
        <p className="mt-6 max-w-prose text-muted text-sm">{booking.business.policyText}</p>
      )}

      {history.length > 0 && (
        <section aria-labelledby="history" className="mt-10 print:hidden">
          <h2 id="history" className="mb-3 font-medium text-lg">
            What has happened
          </h2>
          <ol className="space-y-3 border-line border-s ps-5">
            {history.map((event, i) => (
              <li key={`${event.at}-${i}`}>
                <p>{historyWords(event, booking.business.name, booking.timeZone, locale)}</p>
                <time dateTime={event.at} className="text-muted text-sm">
                  {formatDayTime(event.at, booking.timeZone, locale)}
                </time>
              </li>
            ))}
          </ol>
        </section>
      )}
    </main>
  );
}

function isAhead(status: Booking["status"]): boolean {
  return status === "pending" || status === "confirmed" || status === "held";
}

function headline({ status, end }: Booking, fresh: boolean, now: number): string {
  if (fresh && status === "confirmed") return "You are booked";
  if (fresh && status === "pending") return "Your request is in";
  if (status === "cancelled") return "This appointment is cancelled";
  if (status === "declined") return "This request was not taken";
  if (status === "expired") return "This request has run out";
  if (status === "no_show" || status === "completed" || Date.parse(end) <= now)
    return "This appointment is over";
  return "Your appointment";
}

function lead(booking: Booking, fresh: boolean, now: number): string {
  const { status, business, customer, cancelledBy, cancelReason, service } = booking;
  const mail = customer.email ?? "your address";
  const why = cancelReason ? ` “${cancelReason}”` : "";
  if (status === "cancelled") {
    return cancelledBy === "customer"
      ? "You cancelled it. The time is free for somebody else."
      : `${business.name} cancelled it.${why}`;
  }
  if (status === "declined") return `${business.name} cannot take it.${why}`;
  if (status === "expired") return "It was not confirmed in time, so the place was given back.";
  if (status === "pending" && service.confirmation !== "email") {
    return `${business.name} looks at it and writes to ${mail}. The time is kept for you until then.`;
  }
  if (fresh && status === "confirmed") {
    return `We have sent this, with a calendar file, to ${mail}.`;
  }
  if (Date.parse(booking.end) <= now) return "Thank you for coming.";
  return `With ${business.name}. Change or cancel it here.`;
}

/** What the last act on this page came to. */
function newsOf(
  booking: Booking,
  query: Record<string, string | string[] | undefined>,
  locale: string,
): { tone: "ok" | "warn"; words: string } | null {
  const when = `${formatDay(booking.start, booking.timeZone, locale)}, ${formatTime(booking.start, booking.timeZone, locale)}`;
  if (query.done === "moved") {
    return { tone: "ok", words: `Moved to ${when}. An e-mail with the new time is on its way.` };
  }
  if (query.done === "confirmed" && booking.status === "confirmed") {
    return { tone: "ok", words: "Confirmed. See you then." };
  }
  if (query.done === "cancelled" && booking.status === "cancelled") {
    return { tone: "ok", words: "It is cancelled, and an e-mail about it is on its way." };
  }
  if (typeof query.problem !== "string") return null;
  if (query.problem === "already" || query.problem === "not_possible") {
    return {
      tone: "warn",
      words:
        "It had been changed in the meantime. This is how it stands now; nothing else was done.",
    };
  }
  return { tone: "warn", words: messageFor(query.problem) };
}

/** The second look before a time is given back. */
function CancelForm({ booking, token }: { booking: Booking; token: string }) {
  return (
    <form action={cancelAction} className="space-y-4">
      <input type="hidden" name="token" value={token} />
      <h2 className="font-medium text-lg">Cancel this appointment?</h2>
      <p className="text-muted">The time goes to somebody else at once; it cannot be taken back.</p>
      <Field
        label="Why, if you like to say"
        optional
        hint={`${booking.business.name} will see it.`}
      >
        <Textarea name="reason" rows={2} maxLength={500} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="danger">Cancel the appointment</SubmitButton>
        <ButtonLink href={`/manage/${token}`} replace scroll={false}>
          Keep it
        </ButtonLink>
      </div>
    </form>
  );
}

/** Where a booking has ended: the short way to the next one. */
function BookAgain({ booking }: { booking: Booking }) {
  const again = booking.service.active
    ? `/${booking.business.slug}/${booking.service.slug}${booking.staffChoice === "chosen" ? `?staff=${booking.staff.slug}` : ""}`
    : `/${booking.business.slug}`;
  return (
    <ButtonLink href={again} variant="primary">
      Book again
    </ButtonLink>
  );
}

/** After the cut-off: whom to speak to instead of a button. */
function TooLate({
  booking,
  move,
  cancel,
  locale,
}: {
  booking: Booking;
  move: ReturnType<typeof customerMayMove>;
  cancel: ReturnType<typeof customerMayCancel>;
  locale: string;
}): ReactNode {
  const { business, cancelUntil, timeZone } = booking;
  const limit = formatDayTime(cancelUntil, timeZone, locale);
  const words = !cancel.allowed
    ? `Changes here were possible until ${limit}.`
    : !move.allowed && move.because === "too_many_moves"
      ? "It has been moved as often as is possible here."
      : "It is too late to move it here.";
  return (
    <p className="max-w-prose text-muted sm:col-span-2">
      {words} If something has come up, please speak to {business.name}
      {business.phone && (
        <>
          {" at "}
          <a href={`tel:${business.phone.replace(/[^+\d]/g, "")}`} className="prose-link">
            {business.phone}
          </a>
        </>
      )}
      {business.email && (
        <>
          {business.phone ? " or " : " at "}
          <a href={`mailto:${business.email}`} className="prose-link">
            {business.email}
          </a>
        </>
      )}
      .
    </p>
  );
}
