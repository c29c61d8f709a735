import type { Metadata } from "next";
import { Mark } from "@/components/brand/wordmark";
import { KeptPages } from "@/components/offline/kept-pages";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { words } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("missing"))("offlineTitle"), robots: { index: false } };
}

/** Shown by the service worker for a page that it does not keep. */
export default async function OfflinePage() {
  const [t, errors] = await Promise.all([words("missing"), words("errors")]);
  return (
    <main id="main" data-no-network className="gutter mx-auto w-full max-w-2xl space-y-8 py-16">
      <Mark />
      <h1 className="font-display text-2xl">{t("offline")}</h1>
      <EmptyState
        title={t("offlineNeeds")}
        action={
          // biome-ignore lint/a11y/useValidAnchor: an empty address is the one that was asked for; no script needed.
          <a href="" className={buttonClass({})}>
            {errors("tryAgain")}
          </a>
        }
      >
        {t("offlineText")}
      </EmptyState>
      <KeptPages title={t("offlineKept")} locale={t.locale} />
    </main>
  );
}
