import { z } from "zod";
import type { ProviderSettings } from "../../../lib/calendars/providers/factory.ts";

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const secret = z.string().min(32, "at least 32 characters");

// An empty variable is one that is not set.
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), type.optional());

const schema = z.object({
  SUPABASE_URL: url,
  SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
  FUNCTION_SECRET: secret,
  TOKEN_SECRET: secret,
  APP_URL: url,
  /** Keys that seal access to people's calendars: VERSION:BASE64, comma-separated; see lib/calendars/seal.ts. */
  CALENDAR_KEYS: optional(z.string()),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  GOOGLE_BASE_URL: optional(url),
  MICROSOFT_CLIENT_ID: optional(z.string()),
  MICROSOFT_CLIENT_SECRET: optional(z.string()),
  MICROSOFT_BASE_URL: optional(url),
  /** Lets calendars be read from this machine and its network: for tests alone. */
  CALENDAR_ALLOW_PRIVATE: z.stringbool().default(false),
});

export type Settings = z.infer<typeof schema>;

/** The function's configuration. @throws Error naming every variable that is missing or wrong, without its value */
export function readSettings(env: Record<string, string>): Settings {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join(".")}: ${message}`,
  );
  throw new Error(`The environment of calendar-sync is incomplete:\n${problems.join("\n")}`);
}

/** What of it the providers need. */
export function providerSettings(settings: Settings): ProviderSettings {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, MICROSOFT_CLIENT_ID, MICROSOFT_CLIENT_SECRET } =
    settings;
  return {
    google:
      GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET
        ? {
            clientId: GOOGLE_CLIENT_ID,
            clientSecret: GOOGLE_CLIENT_SECRET,
            baseUrl: settings.GOOGLE_BASE_URL,
          }
        : null,
    microsoft:
      MICROSOFT_CLIENT_ID && MICROSOFT_CLIENT_SECRET
        ? {
            clientId: MICROSOFT_CLIENT_ID,
            clientSecret: MICROSOFT_CLIENT_SECRET,
            baseUrl: settings.MICROSOFT_BASE_URL,
          }
        : null,
    allowPrivate: settings.CALENDAR_ALLOW_PRIVATE,
  };
}
