import type { Metadata } from "next";
import { Mark } from "@/components/brand/wordmark";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

export const metadata: Metadata = { title: "No network", robots: { index: false } };

/** Shown by the service worker for a page that it does not keep. */
export default function OfflinePage() {
  return (
    <main id="main" className="gutter mx-auto w-full max-w-2xl space-y-8 py-16">
      <Mark />
      <h1 className="font-display text-2xl">There is no network just now</h1>
      <EmptyState
        title="This page needs one"
        action={
          // biome-ignore lint/a11y/useValidAnchor: an empty address is the one that was asked for; no script needed.
          <a href="" className={buttonClass({})}>
            Try again
          </a>
        }
      >
        Nothing was sent or changed. Your day and your bookings, where you opened them before, can
        still be read.
      </EmptyState>
    </main>
  );
}
