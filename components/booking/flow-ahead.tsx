"use client";

import { untilTouched } from "./awakening";

// On the page before: the first touch may well be on the way to choosing a time.
if (typeof window !== "undefined") {
  void untilTouched()
    .then(() => import("./booking-flow"))
    .catch(() => {});
}

/** Fetches the script of the booking page with the first touch of this one; it shows nothing. */
export function FlowAhead() {
  return null;
}
