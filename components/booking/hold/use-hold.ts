"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { HoldKeeper, type HoldState } from "./keeper";
import { type HoldSubject, subjectKey } from "./store";

/** How often the clock is looked at. */
const TICK_MS = 5_000;

/** The keeper whose form has just gone; the next form of this page takes its place over, else it gives it back. */
let leaving: { keeper: HoldKeeper; timer: ReturnType<typeof setTimeout> } | null = null;

/**
 * Holds a time while its form is open: renewed while the page is visible, given back when it is left, taken up again after
 * a reload, tried for again once it has run out.
 * @param paused while an answer to the booking is awaited or unknown: the hold may have become the booking by now
 * @returns how it stands, and `settled`, which waits for the token while it is being asked for
 */
export function useHold(
  subject: HoldSubject,
  timeZone: string,
  paused: boolean,
): { hold: HoldState; settled: () => Promise<string | null> } {
  const key = subjectKey(subject);
  const [told, setTold] = useState<{ key: string; state: HoldState }>({
    key,
    state: { status: "asking" },
  });
  const current = useRef<HoldKeeper | null>(null);
  const latest = useRef({ subject, timeZone, paused });
  useEffect(() => {
    latest.current = { subject, timeZone, paused };
  });

  useEffect(() => {
    const keeper = new HoldKeeper(latest.current.subject, latest.current.timeZone, (state) =>
      setTold({ key, state }),
    );
    let before: string | null = null;
    if (leaving) {
      clearTimeout(leaving.timer);
      before = leaving.keeper.handOver(keeper);
      leaving = null;
    }
    current.current = keeper;
    void keeper.take(before);

    const look = () => {
      if (document.visibilityState === "visible" && !latest.current.paused) void keeper.look();
    };
    const hide = () => keeper.pause();
    const show = (event: PageTransitionEvent) => {
      if (event.persisted) void keeper.resume();
    };
    const clock = setInterval(look, TICK_MS);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    window.addEventListener("pagehide", hide);
    window.addEventListener("pageshow", show);
    return () => {
      clearInterval(clock);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", look);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("pageshow", show);
      leaving = {
        keeper,
        timer: setTimeout(() => {
          leaving = null;
          keeper.end();
        }, 0),
      };
    };
  }, [key]);

  const settled = useCallback(async () => (await current.current?.settled()) ?? null, []);
  return { hold: told.key === key ? told.state : { status: "asking" }, settled };
}
