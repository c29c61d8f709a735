"use client";

import { useEffect, useRef } from "react";

/** Several changes of one act (the time, the person, the notice) become one question. */
const GATHER_MS = 150;
const RECONNECT_MS = 5_000;

/**
 * Calls `onChange` soon after the server has told of something, and on return to a page that was hidden: the connection
 * rests meanwhile.
 * @param url of a stream of server-sent events
 */
export function useStream(url: string, onChange: () => void): void {
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    let stream: EventSource | null = null;
    let gather: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;

    const changed = () => {
      clearTimeout(gather);
      gather = setTimeout(() => latest.current(), GATHER_MS);
    };
    const connect = (returned: boolean) => {
      clearTimeout(again);
      if (stream || document.visibilityState === "hidden") return;
      stream = new EventSource(url);
      stream.onmessage = changed;
      let lost = returned;
      stream.onopen = () => {
        if (lost) changed();
        lost = false;
      };
      stream.onerror = () => {
        lost = true;
        // The browser reconnects by itself unless the server answered with an error.
        if (stream?.readyState !== EventSource.CLOSED) return;
        stream = null;
        again = setTimeout(() => connect(true), RECONNECT_MS);
      };
    };
    const rest = () => {
      clearTimeout(again);
      stream?.close();
      stream = null;
    };
    const look = () => (document.visibilityState === "hidden" ? rest() : connect(true));

    connect(false);
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(gather);
      rest();
    };
  }, [url]);
}
