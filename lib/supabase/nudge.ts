import "server-only";
import { env } from "@/lib/env";

const TIMEOUT_MS = 55_000;

/**
 * A way to have an edge function run now instead of at the next minute. Nothing waits for it and nothing depends on it:
 * what is to do is in the database, and the schedule finds it. Many nudges at once become two calls.
 * @param name the edge function
 */
export function nudger(name: string): () => void {
  let running = false;
  let again = false;
  return function nudge() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    void call(name).finally(() => {
      running = false;
      if (again) {
        again = false;
        nudge();
      }
    });
  };
}

async function call(name: string): Promise<void> {
  try {
    await fetch(`${env().NEXT_PUBLIC_SUPABASE_URL}/functions/v1/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-function-secret": env().FUNCTION_SECRET },
      body: "{}",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // The schedule calls it again within a minute.
  }
}
