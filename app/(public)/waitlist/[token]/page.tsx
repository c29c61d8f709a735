import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { OfferCard } from "@/components/booking/waitlist/offer-card";
import { TakeForm } from "@/components/booking/waitlist/take-form";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { manageUrl } from "@/lib/bookings/mutations";
import { visitorLocale } from "@/lib/business/locale";
import { formatDayTime, zoneTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import { declineAction, leaveAction } from "@/lib/waitlist/actions";
import { entryByToken } from "@/lib/waitlist/data";
import { mayTake } from "@/lib/waitlist/rules";
import type { Entry } from "@/lib/waitlist/schema";
import { wantsLines } from "@/lib/waitlist/words";

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Somebody's place on the waiting list: the offer that is open, what they wait for, and the way out. */
export default async function WaitlistPage({ params, searchParams }: PageProps) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const entry = await entryByToken(token);
  if (!entry) notFound();
  const locale = visitorLocale((await headers()).get("accept-language"), {
    locale: entry.business.locale,
    country: entry.business.country,
  });
  const now = Date.now();
  const offer = mayTake(entry.offer, now) ? entry.offer : null;
  const waits = entry.status === "waiting" || entry.status === "offered";
  const said = newsOf(query);

  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 pt-8 pb-16">
      <h1 className="font-display text-2xl">{headline(entry, offer !== null)}</h1>
      <p className="mt-2 mb-6 max-w-prose text-lg text-muted">
        {offer
          ? `It is kept for you until ${formatDayTime(offer.deadline, entry.timeZone, locale)}, ${zoneTime(entry.timeZone, locale)}. Then it goes to the next in line.`
          : lead(entry)}
      </p>
      {said && (
        <Notice tone={said.tone} live className="mb-6">
          {said.words}
        </Notice>
      )}

      {offer && (
        <OfferCard entry={entry} offer={offer} locale={locale}>
          <TakeForm token={token} questions={entry.service.questions} label="Take this time" />
          <form action={declineAction} className="mt-3">
            <input type="hidden" name="token" value={token} />
            <SubmitButton variant="secondary" block>
              Not this one, but keep me on the list
            </SubmitButton>
          </form>
        </OfferCard>
      )}

      {waits && (
        <section aria-labelledby="wish" className={offer ? "mt-10" : ""}>
          <h2 id="wish" className="font-medium text-lg">
            What you are waiting for
          </h2>
          <Wish entry={entry} locale={locale} />
          <form action={leaveAction} className="mt-6">
            <input type="hidden" name="token" value={token} />
            <SubmitButton variant="secondary">Leave the waiting list</SubmitButton>
          </form>
        </section>
      )}
      {entry.status === "booked" && entry.bookingId && (
        <ButtonLink href={new URL(await manageUrl(entry.bookingId)).pathname} variant="primary">
          See the appointment
        </ButtonLink>
      )}
      {!waits && entry.status !== "booked" && (
        <ButtonLink href={`/${entry.business.slug}/${entry.service.slug}`} variant="primary">
          See the free times
        </ButtonLink>
      )}
    </main>
  );
}

function headline({ status }: Entry, open: boolean): string {
  if (open) return "A time has come free";
  if (status === "booked") return "You have an appointment";
  if (status === "waiting" || status === "offered") return "You are on the waiting list";
  return status === "left" ? "You have left the waiting list" : "You are no longer on the list";
}

function lead({ status, closedBecause, ahead, business }: Entry): string {
  if (status === "booked") return "You took a time that had come free.";
  if (status === "left")
    return "You will hear no more of it. You can join again whenever you like.";
  if (status === "removed") return `${business.name} has taken you off the list.`;
  if (status === "closed") {
    if (closedBecause === "offers_passed")
      return "Two times were kept for you and went by without an answer. You can join again.";
    if (closedBecause === "service_gone") return "What you were waiting for is no longer offered.";
    return "Nothing came free on the days that you asked for. You can join again for others.";
  }
  const line =
    ahead === 0
      ? "You are the first in line"
      : ahead === 1
        ? "One person is ahead of you"
        : `${ahead} people are ahead of you`;
  return `${line}. We write to you as soon as something comes free.`;
}

function Wish({ entry, locale }: { entry: Entry; locale: string }): ReactNode {
  return (
    <ul className="mt-2 text-muted">
      <li>
        {entry.service.name}
        {entry.party > 1 && `, for ${entry.party} people`}
        {entry.staff && `, with ${entry.staff.name}`}
      </li>
      {wantsLines(entry, locale).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What the last act on this page came to. */
function newsOf(
  query: Record<string, string | string[] | undefined>,
): { tone: "ok" | "warn"; words: string } | null {
  if (query.done === "declined") {
    return { tone: "ok", words: "The next in line is asked. You keep your place on the list." };
  }
  // Leaving is the page's own headline.
  if (typeof query.problem !== "string" || query.problem === "already") return null;
  return { tone: "warn", words: messageFor(query.problem) };
}
