"use client";

import { useWords } from "#words";
import { Wordmark } from "@/components/brand/wordmark";
import { Button, ButtonLink } from "@/components/ui/button";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useWords("errors");
  const ui = useWords("ui");
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div role="alert" className="my-auto py-16">
        <h1 className="font-display text-2xl">{t("wrong")}</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">{t("wrongText")}</p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Button variant="primary" onClick={reset}>
            {t("tryAgain")}
          </Button>
          <ButtonLink href="/">{t("firstPage")}</ButtonLink>
        </div>
        {error.digest && (
          <p className="tabular mt-8 text-faint text-sm">
            {ui("reference", { code: error.digest })}
          </p>
        )}
      </div>
    </main>
  );
}
