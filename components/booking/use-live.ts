"use client";

import { useEffect, useRef } from "react";
import { followTimes } from "./live";

/** Calls `onChange` soon after any of a business's times has changed, as long as the component is there. */
export function useLive(business: string, onChange: () => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => followTimes(business, () => latest.current()), [business]);
}
