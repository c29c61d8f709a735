"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

// One booking announces itself several times (the time, the seats, the person): asked once.
const SETTLE_MS = 120;

/**
 * Calls back soon after anything of the business has changed, whoever changed it; also after a lost connection has come
 * back, because what happened meanwhile was not heard.
 */
export function useLive(businessId: string, onChange: () => void): void {
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    const source = new EventSource(
      `/api/dashboard/live?business=${encodeURIComponent(businessId)}`,
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), SETTLE_MS);
    };
    source.onmessage = soon;
    source.onopen = () => {
      if (opened) soon();
      opened = true;
    };
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
