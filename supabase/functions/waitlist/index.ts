// Offers what came free to who waits for it: called by the schedule and by the app right after a change.
import { coalesce } from "../../../lib/notifications/coalesce.ts";
import { offerFreedTimes } from "../../../lib/waitlist/match.ts";
import { apiCaller, waitlistStore } from "../../../lib/waitlist/store.ts";
import { isAllowed } from "../dispatch/caller.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(Deno.env.toObject());
const store = waitlistStore(
  apiCaller(settings.SUPABASE_URL, settings.SUPABASE_SERVICE_ROLE_KEY),
  settings.TOKEN_SECRET,
);

const run = coalesce(async () => {
  const report = await offerFreedTimes(store, Date.now, (line) => console.warn(line));
  // Beside this run: whoever is next in line does not wait until all that is due has been sent.
  if (report.offered > 0) afterAnswer(sendNow());
  return report;
});

/** Keeps the function alive for work that its answer does not wait for, where a platform would end it. */
function afterAnswer(work: Promise<void>): void {
  const { EdgeRuntime } = globalThis as {
    EdgeRuntime?: { waitUntil(work: Promise<void>): void };
  };
  EdgeRuntime?.waitUntil(work);
}

/** An offer has a deadline: its letter should not wait for the next minute. The schedule sends it if this fails. */
async function sendNow(): Promise<void> {
  try {
    await fetch(`${settings.SUPABASE_URL}/functions/v1/dispatch`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-function-secret": settings.FUNCTION_SECRET,
      },
      body: "{}",
      signal: AbortSignal.timeout(50_000),
    });
  } catch (error) {
    console.warn(error);
  }
}

function failure(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status });
}

Deno.serve(async (request) => {
  const allowed = await isAllowed(request.headers, {
    functionSecret: settings.FUNCTION_SECRET,
    serviceKey: settings.SUPABASE_SERVICE_ROLE_KEY,
  });
  if (!allowed) return failure(401, "unauthorized", "This is for Daybook's own server.");
  if (request.method !== "POST") return failure(405, "method_not_allowed", "Only POST.");
  try {
    return Response.json(await run());
  } catch (error) {
    console.error(error);
    return failure(503, "database_unreachable", "The database does not answer.");
  }
});
