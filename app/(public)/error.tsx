"use client";

import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** A public page that could not be shown. */
export default function PublicError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useWords("errors");
  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 py-16">
      <h1 className="mb-6 font-display text-2xl">{t("moment")}</h1>
      <ErrorState
        title={t("notShown")}
        safe={t("notShownSafe")}
        action={
          <Button variant="primary" onClick={reset}>
            {t("tryAgain")}
          </Button>
        }
        {...(error.digest ? { reference: error.digest } : {})}
      />
    </main>
  );
}
