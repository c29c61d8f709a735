import "server-only";
import { env } from "@/lib/env";

const TIMEOUT_MS = 55_000;
/** After this a call that has not answered holds up no other: the function itself makes one run of many calls. */
const PATIENCE_MS = 1_000;
/** A call that did not arrive is repeated after these waits: a connection that the other side has just closed, a start. */
const RETRIES_MS = [250, 2_000];

/** Calls an edge function and answers with the status; throws where no answer came. */
type Ask = (name: string) => Promise<number>;

/**
 * A way to have an edge function run now instead of at the next minute. Nothing waits for it and nothing depends on it:
 * what is to do is in the database, and the schedule finds it. Many nudges at once become two calls.
 * @param name the edge function
 */
export function nudger(name: string, ask: Ask = post): () => void {
  let running = false;
  let again = false;
  return function nudge() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    void Promise.race([call(name, ask), sleep(PATIENCE_MS)]).finally(() => {
      running = false;
      if (again) {
        again = false;
        nudge();
      }
    });
  };
}

async function call(name: string, ask: Ask): Promise<void> {
  for (const wait of [...RETRIES_MS, null]) {
    try {
      if ((await ask(name)) < 500) return;
    } catch (error) {
      // It runs, only longer than anybody waits.
      if (error instanceof DOMException && error.name === "TimeoutError") return;
    }
    // The schedule calls it within a minute anyway.
    if (wait === null) return;
    await sleep(wait);
  }
}

async function post(name: string): Promise<number> {
  const answer = await fetch(`${env().NEXT_PUBLIC_SUPABASE_URL}/functions/v1/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-function-secret": env().FUNCTION_SECRET },
    body: "{}",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // Read to its end, so that the connection is free for the next call.
  await answer.text();
  return answer.status;
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms).unref());
}
