// Drains the outbox: called by the schedule every minute and by the app right after a write.
import { emailChannel } from "../../../lib/notifications/channels/factory.ts";
import { coalesce } from "../../../lib/notifications/coalesce.ts";
import { drain } from "../../../lib/notifications/drain.ts";
import { apiOutbox } from "../../../lib/notifications/outbox.ts";
import { isAllowed } from "./caller.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(Deno.env.toObject());

// The connections are kept from one call to the next.
const channel = emailChannel({
  resendApiKey: settings.RESEND_API_KEY,
  resendBaseUrl: settings.RESEND_BASE_URL,
  smtpUrl: settings.SMTP_URL,
});
const outbox = apiOutbox({
  url: settings.SUPABASE_URL,
  serviceKey: settings.SUPABASE_SERVICE_ROLE_KEY,
  worker: `dispatch-${crypto.randomUUID()}`,
});

const run = coalesce(() =>
  drain({
    outbox,
    channel,
    settings: {
      appUrl: settings.APP_URL,
      tokenSecret: settings.TOKEN_SECRET,
      mailFrom: settings.MAIL_FROM ?? "bookings@daybook.example",
    },
    now: () => new Date(),
    log: (line) => console.warn(line),
  }),
);

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
    return failure(503, "outbox_unreachable", "The outbox does not answer.");
  }
});
