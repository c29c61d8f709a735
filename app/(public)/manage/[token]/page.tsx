import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActForm } from "@/components/booking/act-form";
import { CalendarLinks } from "@/components/booking/calendar-links";
import { DraftDone } from "@/components/booking/draft-done";
import { BookAgain } from "@/components/booking/manage/book-again";
import { CancelForm } from "@/components/booking/manage/cancel-form";
import { History } from "@/components/booking/manage/history";
import { OtherService } from "@/components/booking/manage/other-service";
import { SeriesDates } from "@/components/booking/manage/series-dates";
import { TooLate } from "@/components/booking/manage/too-late";
import { VisitParts } from "@/components/booking/manage/visit-parts";
import { headline, lead, limitsWords, newsOf } from "@/components/booking/manage/words";
import { Ticket } from "@/components/booking/ticket";
import { Unsent } from "@/components/booking/unsent";
import { Speak } from "@/components/i18n/speak";
import { CustomerBell } from "@/components/notifications/customer-bell";
import { PushSwitch } from "@/components/notifications/push-switch";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { comeAction, confirmAction } from "@/lib/bookings/actions";
import { proposalAfter } from "@/lib/bookings/again";
import { attendanceOf } from "@/lib/bookings/attendance";
import { bookingByToken } from "@/lib/bookings/data";
import { groupIn } from "@/lib/bookings/group-in";
import { manageUrl } from "@/lib/bookings/mutations";
import {
  customerMayCancel,
  customerMayMove,
  otherServices,
  stands,
  visitOf,
} from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { bookingIn } from "@/lib/business/translations";
import { visitorsPage } from "@/lib/business/visitor-data";
import { env } from "@/lib/env";
import { requestLocale, requestVoice, words } from "@/lib/i18n/request";
import { bellWords } from "@/lib/notifications/customer-notice-words";
import { bookingNotices } from "@/lib/notifications/notices";
import { customerPushWords } from "@/lib/notifications/push-words";
import { showNotices } from "@/lib/notifications/shown-notices";

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const found = await bookingByToken((await params).token);
  if (!found) return {};
  const { service, business } = bookingIn(found.booking, (await requestVoice()).language);
  const t = await words("manage");
  return { title: { absolute: t("title", { service: service.name, business: business.name }) } };
}

/** A customer's own booking: what it is, what has happened to it, and what can still be done. */
export default async function ManagePage({ params, searchParams }: PageProps) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const found = await bookingByToken(token);
  if (!found) notFound();
  const { language } = await requestVoice();
  const booking = bookingIn(found.booking, language);
  const { history } = found;
  const [page, group, told, attendance] = await Promise.all([
    visitorsPage(booking.business.slug),
    groupIn(booking.id, language),
    bookingNotices(booking.id),
    attendanceOf([booking.id]),
  ]);
  const [locale, t, refusals] = await Promise.all([
    requestLocale(booking.business),
    words("manage"),
    words("refusals"),
  ]);
  const now = Date.now();
  const cancel = customerMayCancel(booking, now);
  const move = customerMayMove(booking, now);
  const waitsForCustomer = booking.status === "pending" && booking.service.confirmation === "email";
  const over = Date.parse(booking.end) <= now || !stands(booking);
  const mayCome = booking.status === "confirmed" && Date.parse(booking.start) > now;
  const comes = attendance[booking.id] !== undefined;
  const fresh = query.new === "1";
  const asking = query.step === "cancel" && cancel.allowed && !over;
  const said = newsOf({ t, refusals }, booking, query, { locale, visit: group.kind === "visit" });
  const visit = visitOf(booking, group);
  const apart = group.kind === "visit" ? group.bookings.filter((one) => !visit.includes(one)) : [];
  const series = group.kind === "series" ? group.bookings : [];
  const ahead = series.filter((one) => stands(one) && Date.parse(one.start) > now);
  const limits = limitsWords(t, booking, now, locale);
  const others = page ? otherServices(booking, page.services) : [];
  // One press books the same again.
  const next = over && booking.customer.email ? await proposalAfter(visit, now) : null;
  const free = next?.staff ?? [];
  const alone = free.find((slug) => slug === booking.staff.slug) ?? free[0];
  // A visit that takes several people goes to whoever is free.
  const who = visit.length > 1 && free.length > 1 ? "any" : alone;
  const proposal =
    next && who
      ? {
          start: next.start,
          staff: who,
          name: page?.staff.find(({ slug }) => slug === who)?.name ?? booking.business.name,
        }
      : null;

  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 pt-8 pb-16">
      {fresh && <DraftDone form={`${booking.business.slug}/${visit[0]!.service.slug}`} />}
      <div className="flex items-start justify-between gap-4">
        <h1 className="font-display text-2xl">{headline(t, booking, fresh, now)}</h1>
        <CustomerBell
          address={`/api/notices/booking/${token}`}
          locale={locale}
          initial={showNotices(told, locale, now)}
          say={bellWords(locale)}
        />
      </div>
      <p className="mt-2 mb-6 max-w-prose text-lg text-muted">{lead(t, booking, fresh, now)}</p>
      {said && (
        <Notice tone={said.tone} live className="mb-6">
          {said.words}
        </Notice>
      )}
      {waitsForCustomer && (
        <ActForm
          action={confirmAction}
          unsent={<Unsent className="mt-4" />}
          className="mb-6 rounded-lg border border-line bg-surface px-5 py-5 sm:px-8"
        >
          <input type="hidden" name="token" value={token} />
          <h2 className="font-medium text-lg">{t("wasThisYou")}</h2>
          <p className="mt-1 mb-4 max-w-prose text-muted">
            {fresh
              ? t("linkSent", { mail: booking.customer.email ?? t("yourAddress") })
              : t("pleaseConfirm")}
          </p>
          {!fresh && <SubmitButton>{t("yesConfirm")}</SubmitButton>}
        </ActForm>
      )}
      {mayCome && !comes && query.come === "1" && (
        <ActForm
          action={comeAction}
          unsent={<Unsent className="mt-4" />}
          className="mb-6 rounded-lg border border-line bg-surface px-5 py-5 sm:px-8"
        >
          <input type="hidden" name="token" value={token} />
          <h2 className="font-medium text-lg">{t("willYouCome")}</h2>
          <p className="mt-1 mb-4 max-w-prose text-muted">
            {t("gladToKnow", { business: booking.business.name })}
          </p>
          <SubmitButton>{t("iWillCome")}</SubmitButton>
        </ActForm>
      )}
      {mayCome && comes && query.done !== "coming" && (
        <p className="mb-6 flex items-center gap-2 text-muted">
          <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-ok" />
          {t("saidSo")}
        </p>
      )}
      <Ticket booking={booking} parts={visit} locale={locale}>
        {asking ? (
          <CancelForm
            booking={booking}
            parts={visit.length}
            series={
              series.length > 0
                ? {
                    following: ahead.filter(({ start }) => start >= booking.start).length,
                    all: ahead.length,
                  }
                : null
            }
            token={token}
          />
        ) : over ? (
          <Speak words={["move", "details", "refusals"]}>
            <BookAgain
              token={token}
              proposal={proposal}
              zone={booking.timeZone}
              locale={locale}
              otherwise={
                visit.length > 1 && visit.every(({ service }) => service.active)
                  ? visitAgain(visit)
                  : booking.service.active && booking.customer.email
                    ? `/manage/${token}/again`
                    : `/${booking.business.slug}`
              }
            />
          </Speak>
        ) : (
          <div className="grid gap-3 sm:grid-cols-2">
            <div className="sm:col-span-2">
              <CalendarLinks booking={booking} token={token} />
            </div>
            {move.allowed && (
              <ButtonLink href={`/manage/${token}/move`} prefetch={false}>
                {t("move")}
              </ButtonLink>
            )}
            {Date.parse(booking.start) > now && (
              <ButtonLink href={`/manage/${token}/edit`} prefetch={false}>
                {t("change")}
              </ButtonLink>
            )}
            {move.allowed && visit.length === 1 && others.length > 0 && (
              <OtherService token={token} services={others} />
            )}
            {cancel.allowed && (
              <ButtonLink href={`/manage/${token}?step=cancel`} replace scroll={false}>
                {visit.length > 1 ? t("cancelVisit") : t("cancelAppointment")}
              </ButtonLink>
            )}
            {(!move.allowed || !cancel.allowed) && (
              <TooLate booking={booking} move={move} cancel={cancel} locale={locale} />
            )}
          </div>
        )}
      </Ticket>
      {!over && env().VAPID_PUBLIC_KEY && (
        <div className="mt-4 print:hidden">
          <PushSwitch
            publicKey={env().VAPID_PUBLIC_KEY ?? null}
            address={`/api/push/${token}`}
            say={customerPushWords(locale, "booking")}
          />
        </div>
      )}
      {!over && (limits || booking.business.policyText) && (
        <p className="mt-6 max-w-prose text-muted text-sm">
          {limits} <bdi>{booking.business.policyText}</bdi>
        </p>
      )}
      {apart.length > 0 && <VisitParts parts={await withPaths(apart)} locale={locale} />}
      {series.length > 1 && (
        <SeriesDates bookings={await withPaths(series)} current={booking.id} locale={locale} />
      )}
      <History events={history} booking={booking} locale={locale} />
    </main>
  );
}

/** Bookings with the way to the page of each. */
function withPaths(bookings: readonly Booking[]): Promise<{ booking: Booking; path: string }[]> {
  return Promise.all(
    bookings.map(async (booking) => ({
      booking,
      path: new URL(await manageUrl(booking.id)).pathname,
    })),
  );
}

/** Where the services of a visit are chosen already. */
function visitAgain([first, ...rest]: readonly Booking[]): string {
  const add = rest.map(({ service }) => service.slug).join(",");
  return `/${first!.business.slug}/${first!.service.slug}?add=${add}`;
}
