// Drains the outbox: called by the schedule every minute and by the app right after a write.
import {
  browserChannel,
  emailChannel,
  smsChannel,
} from "../../../lib/notifications/channels/factory.ts";
import type { ChannelName, Transport } from "../../../lib/notifications/channels/port.ts";
import { coalesce } from "../../../lib/notifications/coalesce.ts";
import type { Composed, LetterSettings } from "../../../lib/notifications/compose.ts";
import { type DrainReport, drain } from "../../../lib/notifications/drain.ts";
import { composeEmail } from "../../../lib/notifications/email.ts";
import { apiOutbox } from "../../../lib/notifications/outbox.ts";
import { composePush } from "../../../lib/notifications/push.ts";
import { composeSms } from "../../../lib/notifications/sms.ts";
import { isAllowed } from "./caller.ts";
import { pushSettings, readSettings, twilioSettings } from "./settings.ts";

const settings = readSettings(Deno.env.toObject());
const worker = `dispatch-${crypto.randomUUID()}`;
const letters: LetterSettings = {
  appUrl: settings.APP_URL,
  tokenSecret: settings.TOKEN_SECRET,
  mailFrom: settings.MAIL_FROM ?? "bookings@daybook.example",
};

// The connections are kept from one call to the next.
const channels = [
  runOf(
    "email",
    emailChannel({
      resendApiKey: settings.RESEND_API_KEY,
      resendBaseUrl: settings.RESEND_BASE_URL,
      smtpUrl: settings.SMTP_URL,
    }),
    composeEmail,
  ),
  runOf("sms", smsChannel(twilioSettings(settings)), composeSms),
  runOf("push", browserChannel(pushSettings(settings)), composePush),
];

/**
 * Drains one channel. Each has a queue, a provider and a pace of its own: calls become few runs per channel, so that a
 * letter does not wait for a text message whose provider takes long.
 */
function runOf<Message>(
  channel: ChannelName,
  transport: Transport<Message>,
  compose: (raw: unknown, settings: LetterSettings, now: Date) => Promise<Composed<Message>>,
): () => Promise<DrainReport> {
  const outbox = apiOutbox({
    url: settings.SUPABASE_URL,
    serviceKey: settings.SUPABASE_SERVICE_ROLE_KEY,
    worker,
    channel,
    leaseSeconds: settings.DISPATCH_LEASE_SECONDS,
  });
  return coalesce(() =>
    drain({
      outbox,
      transport,
      compose: (row, now) => compose(row, letters, now),
      now: () => new Date(),
      log: (line) => console.warn(`${channel}: ${line}`),
    }),
  );
}

async function run(): Promise<DrainReport> {
  const reports = await Promise.all(channels.map((drainOne) => drainOne()));
  const total: DrainReport = { claimed: 0, sent: 0, retried: 0, refused: 0, dropped: 0 };
  for (const report of reports) {
    for (const name of Object.keys(total) as (keyof DrainReport)[]) total[name] += report[name];
  }
  return total;
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
    return failure(503, "outbox_unreachable", "The outbox does not answer.");
  }
});
