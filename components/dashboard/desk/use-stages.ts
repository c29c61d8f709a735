"use client";

import { startTransition, useEffect, useState, useSyncExternalStore } from "react";
import { nextCount, STAGE, stagesOf } from "./stages";

const never = () => () => {};

/**
 * Lets thousands of appointments arrive over several frames: put into the page at once they would hold up whoever
 * presses "next" again. What the server has drawn is there from the start.
 * @param subject what is shown; another one begins anew
 * @param sizes how many appointments each column has
 * @returns how many of each column's are drawn by now
 */
export function useStages(subject: string, sizes: readonly number[]): number[] {
  const awake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [stage, setStage] = useState({ subject, count: awake ? STAGE : Number.POSITIVE_INFINITY });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const count = stage.subject === subject ? stage.count : STAGE;

  useEffect(() => {
    const next = nextCount(count, total);
    if (next === count) return;
    const frame = requestAnimationFrame(() => {
      startTransition(() => setStage({ subject, count: next }));
    });
    return () => cancelAnimationFrame(frame);
  }, [subject, count, total]);

  return stagesOf(count, sizes);
}
