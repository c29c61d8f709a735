import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { useWords } from "#words";
import { ActForm } from "@/components/booking/act-form";
import { Unsent } from "@/components/booking/unsent";
import { OfferCard } from "@/components/booking/waitlist/offer-card";
import { TakeForm } from "@/components/booking/waitlist/take-form";
import { Speak } from "@/components/i18n/speak";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { manageUrl } from "@/lib/bookings/mutations";
import { bookingIn } from "@/lib/business/translations";
import { formatDayTime, inRow, zoneTime } from "@/lib/format";
import { refusalWords } from "@/lib/i18n/refusal-words";
import { requestLocale, requestVoice, words } from "@/lib/i18n/request";
import type { Translate } from "@/lib/i18n/translate";
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
  const found = await entryByToken(token);
  if (!found) notFound();
  const entry = bookingIn(found, (await requestVoice()).language);
  const [locale, t, refusals] = await Promise.all([
    requestLocale(entry.business),
    words("place"),
    words("refusals"),
  ]);
  const now = Date.now();
  const offer = mayTake(entry.offer, now) ? entry.offer : null;
  const waits = entry.status === "waiting" || entry.status === "offered";
  const said = newsOf({ t, refusals }, query);

  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 pt-8 pb-16">
      <h1 className="font-display text-2xl">{headline(t, entry, offer !== null)}</h1>
      <p className="mt-2 mb-6 max-w-prose text-lg text-muted">
        {offer
          ? t("keptUntil", {
              deadline: formatDayTime(offer.deadline, entry.timeZone, locale),
              zone: zoneTime(entry.timeZone, locale),
            })
          : lead(t, entry)}
      </p>
      {said && (
        <Notice tone={said.tone} live className="mb-6">
          {said.words}
        </Notice>
      )}

      {offer && (
        <OfferCard entry={entry} offer={offer} locale={locale}>
          <Speak words={["details", "problems"]}>
            <TakeForm
              token={token}
              offer={offer.id}
              questions={entry.service.questions}
              label={t("take")}
            />
          </Speak>
          <ActForm action={declineAction} unsent={<Unsent className="mt-3" />} className="mt-3">
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="offer" value={offer.id} />
            <SubmitButton variant="secondary" block>
              {t("notThis")}
            </SubmitButton>
          </ActForm>
        </OfferCard>
      )}

      {waits && (
        <section aria-labelledby="wish" className={offer ? "mt-10" : ""}>
          <h2 id="wish" className="font-medium text-lg">
            {t("waitingFor")}
          </h2>
          <Wish entry={entry} locale={locale} />
          <ActForm action={leaveAction} unsent={<Unsent className="mt-3" />} className="mt-6">
            <input type="hidden" name="token" value={token} />
            <SubmitButton variant="secondary">{t("leave")}</SubmitButton>
          </ActForm>
        </section>
      )}
      {entry.status === "booked" && entry.bookingId && (
        <ButtonLink href={new URL(await manageUrl(entry.bookingId)).pathname} variant="primary">
          {t("seeAppointment")}
        </ButtonLink>
      )}
      {!waits && entry.status !== "booked" && (
        <ButtonLink href={`/${entry.business.slug}/${entry.service.slug}`} variant="primary">
          {t("seeTimes")}
        </ButtonLink>
      )}
    </main>
  );
}

function headline(t: Translate<"place">, { status }: Entry, open: boolean): string {
  if (open) return t("cameFree");
  if (status === "booked") return t("haveOne");
  if (status === "waiting" || status === "offered") return t("waiting");
  return status === "left" ? t("left") : t("noLonger");
}

function lead(t: Translate<"place">, { status, closedBecause, ahead, business }: Entry): string {
  if (status === "booked") return t("took");
  if (status === "left") return t("leftText");
  if (status === "removed") return t("removed", { business: business.name });
  if (status !== "closed") return t("ahead", { count: ahead });
  if (closedBecause === "offers_passed") return t("passed");
  return closedBecause === "service_gone" ? t("serviceGone") : t("nothingCame");
}

function Wish({ entry, locale }: { entry: Entry; locale: string }): ReactNode {
  const t = useWords("facts");
  const what = [
    entry.service.name,
    ...(entry.party > 1 ? [t("forPeople", { count: entry.party })] : []),
    ...(entry.staff ? [t("with", { name: entry.staff.name })] : []),
  ];
  return (
    <ul className="mt-2 text-muted">
      <li>{inRow(what, locale)}</li>
      {wantsLines(entry, locale).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What the last act on this page came to. */
function newsOf(
  { t, refusals }: { t: Translate<"place">; refusals: Translate<"refusals"> },
  query: Record<string, string | string[] | undefined>,
): { tone: "ok" | "warn"; words: string } | null {
  if (query.done === "declined") return { tone: "ok", words: t("nextAsked") };
  // Leaving is the page's own headline.
  if (typeof query.problem !== "string" || query.problem === "already") return null;
  return { tone: "warn", words: refusalWords(refusals, query.problem) };
}
