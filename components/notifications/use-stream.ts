"use client";

import { useEffect, useRef } from "react";

/** Several changes of one act (the time, the person, the notice) become one question. */
const GATHER_MS = 150;
const RECONNECT_MS = 5_000;

/**
 * Calls `onChange` soon after the server has told of something, and whenever the connection stands, at first and after it
 * was lost: what happened before was not heard. It rests while the page is hidden.
 * @param url of a stream of server-sent events
 * @param onChange told whether it is only because the connection stands for the first time
 */
export function useStream(url: string, onChange: (first: boolean) => void): void {
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    let stream: EventSource | null = null;
    let gather: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;

    let heard = false;
    const changed = (first: boolean) => {
      heard ||= !first;
      clearTimeout(gather);
      gather = setTimeout(() => {
        latest.current(!heard);
        heard = false;
      }, GATHER_MS);
    };
    const connect = (returned: boolean) => {
      clearTimeout(again);
      if (stream || document.visibilityState === "hidden") return;
      stream = new EventSource(url);
      stream.onmessage = () => changed(false);
      let before = returned;
      stream.onopen = () => {
        changed(!before);
        before = true;
      };
      stream.onerror = () => {
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
