"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

// One booking announces itself several times (the time, the seats, the person): asked once.
const SETTLE_MS = 120;

/**
 * Calls back soon after anything of the business has changed, whoever changed it. Also whenever the connection stands,
 * at first and after it was lost: what happened between the page's reading and then was not heard.
 */
export function useLive(businessId: string, onChange: () => void): void {
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    const source = new EventSource(
      `/api/dashboard/live?business=${encodeURIComponent(businessId)}`,
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), SETTLE_MS);
    };
    source.onmessage = soon;
    source.onopen = soon;
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [businessId]);
}

/** Renders the page's server part anew when something changes. */
export function LiveRefresh({ businessId }: { businessId: string }) {
  const router = useRouter();
  useLive(businessId, () => router.refresh());
  return null;
}
