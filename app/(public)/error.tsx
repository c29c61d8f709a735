"use client";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/states";

/** A public page that could not be shown. */
export default function PublicError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 py-16">
      <h1 className="mb-6 font-display text-2xl">Just a moment</h1>
      <ErrorState
        title="This page could not be shown"
        safe="Appointments that were confirmed are kept, and what you have typed is still here when you come back."
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
        {...(error.digest ? { reference: error.digest } : {})}
      />
    </main>
  );
}
