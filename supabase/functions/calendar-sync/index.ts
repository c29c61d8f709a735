// Exchanges with outside calendars: called by the schedule every minute, after a booking, and when a provider tells of changes.
import { paces } from "../../../lib/calendars/pace.ts";
import { providerFor } from "../../../lib/calendars/providers/factory.ts";
import { sealKeys } from "../../../lib/calendars/seal.ts";
import { syncStore } from "../../../lib/calendars/store.ts";
import { syncCalendars } from "../../../lib/calendars/sync.ts";
import { coalesce } from "../../../lib/notifications/coalesce.ts";
import { apiCaller } from "../../../lib/waitlist/store.ts";
import { isAllowed } from "../dispatch/caller.ts";
import { providerSettings, readSettings } from "./settings.ts";

const settings = readSettings(Deno.env.toObject());
// The paces outlive a run: what one has learnt of a provider the next one knows.
const providers = { ...providerSettings(settings), paceOf: paces() };
const keys = await sealKeys(settings.CALENDAR_KEYS, settings.TOKEN_SECRET);
const store = syncStore(
  apiCaller(settings.SUPABASE_URL, settings.SUPABASE_SERVICE_ROLE_KEY),
  `calendar-sync-${crypto.randomUUID()}`,
);

/** Providers speak to public, secure addresses only. */
function webhookUrl(provider: string): string | null {
  if (!settings.SUPABASE_URL.startsWith("https://")) return null;
  if (provider !== "google" && provider !== "microsoft") return null;
  return `${settings.SUPABASE_URL}/functions/v1/calendar-${provider}`;
}

const run = coalesce(async () => {
  const report = await syncCalendars({
    store,
    keys,
    providerOf: (access, keep) => providerFor(access, providers, keep),
    appUrl: settings.APP_URL,
    webhookUrl,
    now: Date.now,
    log: (line) => console.warn(line),
  });
  // A customer whose booking was moved should not wait for the next minute.
  if (report.moved) await sendNow();
  return report;
});

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
