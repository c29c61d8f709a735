"use client";

import { Wordmark } from "@/components/brand/wordmark";
import { Button, ButtonLink } from "@/components/ui/button";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div role="alert" className="my-auto py-16">
        <h1 className="font-display text-2xl">Something went wrong on our side</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">
          This page could not be shown. Appointments that were confirmed are kept, and nothing has
          been booked or cancelled by this mistake. Please try again in a moment.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/">Go to the first page</ButtonLink>
        </div>
        {error.digest && (
          <p className="tabular mt-8 text-faint text-sm">Reference: {error.digest}</p>
        )}
      </div>
    </main>
  );
}
