import "server-only";
import { env } from "@/lib/env";

const TIMEOUT_MS = 55_000;

let running = false;
let again = false;

/**
 * Asks the dispatch function to look at the outbox now instead of at the next minute. Nothing waits for it and nothing
 * depends on it: the message is in the outbox, and the schedule finds it. Many nudges at once become two calls.
 */
export function nudgeDispatch(): void {
  if (running) {
    again = true;
    return;
  }
  running = true;
  void call().finally(() => {
    running = false;
    if (again) {
      again = false;
      nudgeDispatch();
    }
  });
}

async function call(): Promise<void> {
  try {
    await fetch(`${env().NEXT_PUBLIC_SUPABASE_URL}/functions/v1/dispatch`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-function-secret": env().FUNCTION_SECRET },
      body: "{}",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // The schedule calls it again within a minute.
  }
}
