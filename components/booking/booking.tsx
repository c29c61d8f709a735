"use client";

import { Activity, lazy, useEffect } from "react";
import { SLEEPER, untilAlive, untilWanted, wake, wakeWithNews } from "./awakening";
import type { BookingFlowProps } from "./booking-flow";
import { followTimes } from "./live";

const AGAIN_MS = 2_000;
const BOTH_MS = 2_000;

const loadFlow = () => import("./booking-flow");

/** A network that fails for a moment must not take the page away that is there already. */
async function flow(): Promise<Awaited<ReturnType<typeof loadFlow>>> {
  for (;;) {
    try {
      return await loadFlow();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

const BookingFlow = lazy(async () => {
  await untilWanted();
  return flow();
});

// Whoever comes to a time by its address has chosen: the form is wanted at once, and both its parts together.
if (typeof window !== "undefined" && /[?&]at=/.test(window.location.search)) {
  wake();
  import("./details-form").catch(() => {});
}

/**
 * Choosing a time and booking it. The server draws it whole; its script comes with the first touch, with news about the
 * times, or at once where the device is in another zone than the server thought.
 */
export function Booking(props: BookingFlowProps) {
  const { business, zone } = props;
  useEffect(() => {
    if (!zone.chosen && Intl.DateTimeFormat().resolvedOptions().timeZone !== zone.shown) wake();
  }, [zone]);
  useEffect(() => {
    const leave = followTimes(business.slug, wakeWithNews);
    // The part that has come alive listens for itself; for a moment both do, so that nothing falls between.
    void untilAlive().then(() => setTimeout(leave, BOTH_MS));
    return leave;
  }, [business.slug]);
  return (
    <div id={SLEEPER}>
      <Activity>
        <BookingFlow {...props} />
      </Activity>
    </div>
  );
}
