"use client";

import { PageBody } from "@/components/dashboard/page-body";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/states";

export default function DashboardError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageBody>
      <h1 className="font-medium text-xl">This page could not be shown</h1>
      <ErrorState
        title="Something went wrong on our side"
        safe="Your bookings are kept, and nothing was changed by this."
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
        reference={error.digest}
      />
    </PageBody>
  );
}
