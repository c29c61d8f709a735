import { LogOut } from "lucide-react";
import type { Metadata } from "next";
import { AccountBooking } from "@/components/booking/account-booking";
import { Wordmark } from "@/components/brand/wordmark";
import { MyFeed } from "@/components/calendars/my-feed";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { Speak } from "@/components/i18n/speak";
import { AccountBell } from "@/components/notifications/account-bell";
import { PushSwitch } from "@/components/notifications/push-switch";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOut } from "@/lib/auth/actions";
import { customerBookings } from "@/lib/bookings/data";
import { bookingIn } from "@/lib/business/translations";
import { feedsOf } from "@/lib/calendars/feeds";
import { env } from "@/lib/env";
import { formatAgo } from "@/lib/format";
import { requestLocale, requestVoice, words } from "@/lib/i18n/request";
import { bellWords } from "@/lib/notifications/customer-notice-words";
import { noticesOf } from "@/lib/notifications/notices";
import { customerPushWords } from "@/lib/notifications/push-words";
import { showNotices } from "@/lib/notifications/shown-notices";
import { callFunction } from "@/lib/supabase/functions";
import { requirePerson } from "@/lib/supabase/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("account"))("title"), robots: { index: false, follow: false } };
}

/** A signed-in customer's appointments with every business: what comes, and what has been. */
export default async function AccountPage() {
  const person = await requirePerson("/account");
  // The address is proven by the sign-in: whatever was booked with it is theirs.
  await callFunction("link_customer", { p_user_id: person.id, p_email: person.email });
  const [bookings, told] = await Promise.all([
    customerBookings(person.id),
    noticesOf(person.id, null, { limit: 30 }),
  ]);
  const [t, { language, locale }] = await Promise.all([words("account"), requestVoice()]);
  const now = Date.now();
  const [feed] = await feedsOf({ userId: person.id });
  const isAhead = ({ end, status }: (typeof bookings)[number]) =>
    Date.parse(end) > now && (status === "confirmed" || status === "pending");
  const ahead = bookings.filter(isAhead).reverse();
  const past = bookings.filter((booking) => !isAhead(booking));
  const localeOf = new Map(
    await Promise.all(
      bookings.map(async ({ id, business }) => [id, await requestLocale(business)] as const),
    ),
  );

  return (
    <div className="gutter mx-auto flex min-h-dvh w-full max-w-3xl flex-col">
      <header className="flex items-center justify-between gap-4 py-4">
        <Wordmark />
        <div className="flex items-center gap-1">
          <AccountBell
            locale={locale}
            initial={showNotices(told, locale, now)}
            say={bellWords(locale)}
          />
          <form action={signOut} data-sign-out>
            <SubmitButton variant="quiet" className="shrink-0 whitespace-nowrap">
              <LogOut aria-hidden="true" className="rtl:rotate-180" />
              {t("signOut")}
            </SubmitButton>
          </form>
        </div>
      </header>
      <main id="main" className="flex-1 pt-6 pb-16">
        <h1 className="font-display text-2xl">{t("title")}</h1>
        <p className="mt-2 text-muted">
          {t.rich("bookedWith", {
            email: person.email,
            mail: (email) => (
              <bdi dir="ltr" className="[overflow-wrap:anywhere]">
                {email}
              </bdi>
            ),
          })}
        </p>

        {(bookings.length > 0 || told.notices.length > 0) && env().VAPID_PUBLIC_KEY && (
          <div className="mt-6">
            <PushSwitch
              publicKey={env().VAPID_PUBLIC_KEY ?? null}
              say={customerPushWords(locale, "person")}
            />
          </div>
        )}

        <section aria-labelledby="ahead" className="mt-10">
          <h2 id="ahead" className="mb-3 font-medium text-lg">
            {t("toCome")}
          </h2>
          {ahead.length > 0 ? (
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {ahead.map((booking) => (
                <AccountBooking
                  key={booking.id}
                  booking={bookingIn(booking, language)}
                  locale={localeOf.get(booking.id) ?? locale}
                  now={now}
                />
              ))}
            </ul>
          ) : (
            <EmptyState
              title={t("nothingAhead")}
              action={<ButtonLink href="/">{t("findBusiness")}</ButtonLink>}
            >
              {t("nothingAheadText")}
            </EmptyState>
          )}
        </section>

        {past.length > 0 && (
          <section aria-labelledby="past" className="mt-12">
            <h2 id="past" className="mb-3 font-medium text-lg">
              {t("past")}
            </h2>
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {past.map((booking) => (
                <AccountBooking
                  key={booking.id}
                  booking={bookingIn(booking, language)}
                  locale={localeOf.get(booking.id) ?? locale}
                  now={now}
                />
              ))}
            </ul>
          </section>
        )}

        {bookings.length > 0 && (
          <section aria-labelledby="feed" className="mt-12">
            <h2 id="feed" className="mb-3 font-medium text-lg">
              {t("ownCalendar")}
            </h2>
            <div className="rounded-lg border border-line bg-surface">
              <Speak words={["feeds"]}>
                <MyFeed
                  row={{
                    key: "mine",
                    name: t("allMine"),
                    feed: feed
                      ? {
                          id: feed.id,
                          url: feed.url,
                          read: feed.lastReadAt
                            ? t("lastRead", { ago: formatAgo(feed.lastReadAt, now, locale) })
                            : t("notRead"),
                        }
                      : null,
                  }}
                />
              </Speak>
            </div>
          </section>
        )}
      </main>
      <footer className="border-line border-t py-6 text-muted text-sm print:hidden">
        <LanguageChoice />
      </footer>
    </div>
  );
}
