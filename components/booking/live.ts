/** Several changes at once (a class that fills up) become one question. */
const GATHER_MS = 80;
const RECONNECT_MS = 3_000;

/**
 * Calls `onChange` soon after any of a business's times has changed. The connection rests while the page is hidden;
 * whatever happened meanwhile is asked for on return.
 * @param business its slug
 * @returns ends the connection
 */
export function followTimes(business: string, onChange: () => void): () => void {
  let stream: EventSource | null = null;
  let gather: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let missed = false;

  const changed = () => {
    clearTimeout(gather);
    gather = setTimeout(onChange, GATHER_MS);
  };
  const connect = () => {
    clearTimeout(again);
    if (stream || document.visibilityState === "hidden") return;
    stream = new EventSource(`/api/availability/live?business=${encodeURIComponent(business)}`);
    stream.onmessage = changed;
    stream.onopen = () => {
      if (missed) changed();
      missed = false;
    };
    stream.onerror = () => {
      missed = true;
      // The browser reconnects by itself unless the server answered with an error.
      if (stream?.readyState !== EventSource.CLOSED) return;
      stream = null;
      again = setTimeout(connect, RECONNECT_MS);
    };
  };
  const rest = () => {
    clearTimeout(again);
    stream?.close();
    stream = null;
    missed = true;
  };
  const look = () => (document.visibilityState === "hidden" ? rest() : connect());

  connect();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(gather);
    rest();
  };
}
