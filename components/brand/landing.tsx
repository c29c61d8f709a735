import { useWords } from "#words";
import { Wordmark } from "@/components/brand/wordmark";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { ListedBusiness } from "@/lib/business/schema";
import { BusinessList } from "./business-list";
import { DiaryPage } from "./diary-page";

const moments = [
  { time: "07:40", title: "one", text: "oneText" },
  { time: "07:40", title: "two", text: "twoText" },
  { time: "09:00", title: "three", text: "threeText" },
  { time: "16:20", title: "four", text: "fourText" },
] as const;

/** The first page of an installation: who can be booked here, and what Daybook is. */
export function Landing({
  businesses,
  now,
  locale,
}: {
  businesses: ListedBusiness[];
  now: Date;
  locale: string;
}) {
  const t = useWords("landing");
  return (
    <div className="gutter mx-auto flex min-h-dvh max-w-6xl flex-col">
      <header className="flex items-center justify-between gap-4 py-5">
        <Wordmark />
        <ButtonLink href="/sign-in" variant="quiet" className="-me-4">
          {t("signIn")}
        </ButtonLink>
      </header>

      <main id="main" className="flex-1">
        <div className="grid items-start gap-x-16 gap-y-12 pt-10 pb-20 lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)] lg:pt-20">
          <div>
            <h1 className="max-w-[18ch] font-display text-2xl">{t("heading")}</h1>
            <p className="mt-6 max-w-[46ch] text-lg text-muted">{t("lead")}</p>
            <div className="mt-8 flex flex-wrap gap-3">
              <ButtonLink href="/sign-up" variant="primary" size="lg">
                {t("setUp")}
              </ButtonLink>
            </div>
          </div>

          <DiaryPage title={t("bookWith")} className="lg:-mt-6">
            {businesses.length > 0 ? (
              <BusinessList businesses={businesses} now={now} locale={locale} />
            ) : (
              <p className="border-line border-t px-6 py-8 text-muted sm:px-8">
                {t.rich("none", { link: (words) => <TextLink href="/sign-up">{words}</TextLink> })}
              </p>
            )}
          </DiaryPage>
        </div>

        <section
          aria-labelledby="day"
          className="grid gap-x-16 gap-y-6 border-line border-t pt-12 pb-24 lg:grid-cols-[minmax(0,16rem)_minmax(0,1fr)]"
        >
          <h2 id="day" className="font-display text-xl">
            {t("day")}
          </h2>
          <ol className="divide-y divide-line">
            {moments.map((moment) => (
              <li
                key={moment.title}
                className="grid grid-cols-[4.5rem_minmax(0,1fr)] py-6 first:pt-1 sm:grid-cols-[6rem_minmax(0,1fr)]"
              >
                <time className="text-lg text-muted">{moment.time}</time>
                <div>
                  <h3 className="font-medium text-lg">{t(moment.title)}</h3>
                  <p className="mt-1 max-w-[56ch] text-muted">{t(moment.text)}</p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      </main>

      <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-line border-t py-6 text-muted text-sm">
        <p>{t("licence")}</p>
        <LanguageChoice />
      </footer>
    </div>
  );
}
