import "server-only";
import { type Change, hub } from "./hub";

const HEARTBEAT_MS = 20_000;

/**
 * A server-sent event stream of one business's changes, or of one person's (personKey).
 * @param signal ends with the request, so that a closed page leaves nothing behind
 * @param pick what to tell of a change; null keeps it back
 */
export function changeStream(
  key: string,
  signal: AbortSignal,
  pick: (change: Change) => object | null,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          stop();
        }
      };
      const unsubscribe = hub().subscribe(key, (change) => {
        const told = pick(change);
        if (told) send(`data: ${JSON.stringify(told)}\n\n`);
      });
      // Comments keep proxies from closing a quiet stream.
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      const stop = () => {
        clearInterval(heartbeat);
        unsubscribe();
        try {
          controller.close();
        } catch {
          // The reader closed it first.
        }
      };
      signal.addEventListener("abort", stop, { once: true });
      send("retry: 2000\n\n");
      void hub()
        .listening()
        .then(() => send(": connected\n\n"));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
