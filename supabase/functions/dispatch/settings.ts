import { z } from "zod";
import type { PushSettings } from "../../../lib/notifications/channels/push.ts";
import type { TwilioSettings } from "../../../lib/notifications/channels/twilio.ts";
import { isAddress } from "../../../lib/notifications/schema.ts";

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const secret = z.string().min(32, "at least 32 characters");
const address = z.string().refine(isAddress, "an e-mail address");

// An empty variable is one that is not set.
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), type.optional());

const schema = z
  .object({
    SUPABASE_URL: url,
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
    FUNCTION_SECRET: secret,
    TOKEN_SECRET: secret,
    APP_URL: url,
    /** E-mail goes through Resend if this is set, else by SMTP. */
    RESEND_API_KEY: optional(z.string()),
    RESEND_BASE_URL: optional(url),
    SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, "an smtp:// address")),
    /** The address that mail comes from; the name before it is each business's own. */
    MAIL_FROM: optional(address),
    /** Text messages go through Twilio if all three are set. */
    TWILIO_ACCOUNT_SID: optional(z.string()),
    TWILIO_AUTH_TOKEN: optional(z.string()),
    /** A number (E.164) or a messaging service (MG…). */
    TWILIO_FROM: optional(
      z.string().regex(/^(\+[0-9]{6,15}|MG[0-9a-f]{32})$/, "a number or a service"),
    ),
    TWILIO_BASE_URL: optional(url),
    /** The public address of the function `twilio`, where it is not SUPABASE_URL's. */
    TWILIO_CALLBACK_URL: optional(url),
    /** Web push goes out if both keys are set. */
    VAPID_PUBLIC_KEY: optional(z.string()),
    VAPID_PRIVATE_KEY: optional(z.string()),
    /** For tests: how long a claim lasts, and a run. */
    DISPATCH_LEASE_SECONDS: optional(z.coerce.number().int().min(1).max(600)),
  })
  .refine((env) => env.RESEND_API_KEY || env.SMTP_URL, {
    path: ["SMTP_URL"],
    message: "this or RESEND_API_KEY is needed",
  })
  // Resend sends from addresses of verified domains only; a mailbox of one's own takes any.
  .refine((env) => !env.RESEND_API_KEY || env.MAIL_FROM, {
    path: ["MAIL_FROM"],
    message: "needed with RESEND_API_KEY",
  })
  .refine((env) => !env.TWILIO_ACCOUNT_SID || (env.TWILIO_AUTH_TOKEN && env.TWILIO_FROM), {
    path: ["TWILIO_AUTH_TOKEN"],
    message: "this and TWILIO_FROM are needed with TWILIO_ACCOUNT_SID",
  });

export type Settings = z.infer<typeof schema>;

/** The function's configuration. @throws Error naming every variable that is missing or wrong, without its value */
export function readSettings(env: Record<string, string>): Settings {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) =>
      `  ${path.join(".")}: ${env[String(path[0])] ? message : `missing (${message})`}`,
  );
  throw new Error(`The environment of dispatch is incomplete:\n${problems.join("\n")}`);
}

/** The account for text messages; undefined where none is set up. */
export function twilioSettings(settings: Settings): TwilioSettings | undefined {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM, TWILIO_BASE_URL } = settings;
  if (!TWILIO_ACCOUNT_SID || !TWILIO_AUTH_TOKEN || !TWILIO_FROM) return undefined;
  const callbacks = settings.TWILIO_CALLBACK_URL ?? `${settings.SUPABASE_URL}/functions/v1/twilio`;
  return {
    accountSid: TWILIO_ACCOUNT_SID,
    authToken: TWILIO_AUTH_TOKEN,
    from: TWILIO_FROM,
    baseUrl: TWILIO_BASE_URL,
    statusUrl: `${callbacks}/status`,
  };
}

/** The keys for web push; undefined where there are none. */
export function pushSettings(settings: Settings): PushSettings | undefined {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, MAIL_FROM } = settings;
  if (!VAPID_PUBLIC_KEY || !VAPID_PRIVATE_KEY) return undefined;
  return {
    publicKey: VAPID_PUBLIC_KEY,
    privateKey: VAPID_PRIVATE_KEY,
    subject: `mailto:${MAIL_FROM ?? "bookings@daybook.example"}`,
  };
}
