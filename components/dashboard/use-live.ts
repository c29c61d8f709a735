"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

// One booking announces itself several times (the time, the seats, the person): asked once.
const SETTLE_MS = 120;

/** What a caller wants to hear: changes of the business, or one's own notices. */
type Topic = "changes" | "notices";

interface Listener {
  topic: Topic;
  soon: () => void;
}

interface Line {
  source: EventSource;
  listeners: Set<Listener>;
}

/** One connection per business and page, however many parts of the page listen: browsers allow few. */
const lines = new Map<string, Line>();

function listen(businessId: string, listener: Listener): () => void {
  let line = lines.get(businessId);
  if (!line) {
    const source = new EventSource(
      `/api/dashboard/live?business=${encodeURIComponent(businessId)}`,
    );
    const listeners = new Set<Listener>();
    line = { source, listeners };
    lines.set(businessId, line);
    source.onopen = () => {
      for (const { soon } of listeners) soon();
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const { kind } = JSON.parse(data) as { kind?: string };
      for (const { topic, soon } of listeners) {
        if (kind === "reset" || (kind === "notice") === (topic === "notices")) soon();
      }
    };
  } else if (line.source.readyState === EventSource.OPEN) listener.soon();
  const { source, listeners } = line;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source.close();
    lines.delete(businessId);
  };
}

/**
 * Calls back soon after anything of the business has changed, whoever changed it. Also whenever the connection stands,
 * at first and after it was lost: what happened between the page's reading and then was not heard.
 * @param topic "notices" hears of the signed-in person's own notices instead
 */
export function useLive(businessId: string, onChange: () => void, topic: Topic = "changes"): void {
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), SETTLE_MS);
    };
    const stop = listen(businessId, { topic, soon });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [businessId, topic]);
}

/** Renders the page's server part anew when something changes. */
export function LiveRefresh({ businessId }: { businessId: string }) {
  const router = useRouter();
  useLive(businessId, () => router.refresh());
  return null;
}
