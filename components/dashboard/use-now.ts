"use client";

import { useEffect, useState } from "react";

const TICK_MS = 20_000;

/**
 * The time, kept up to date.
 * @param initial epoch milliseconds as the server had it, so that the first paint is the server's
 */
export function useNow(initial: number): number {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
