import "server-only";
import { z } from "zod";

const secret = z.string().min(32, "at least 32 characters");
const url = z.url({ protocol: /^https?$/ });

// An empty variable is one that is not set.
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), type.optional());

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  NEXT_PUBLIC_SUPABASE_URL: url,
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  /** A direct (or session-pooled) connection: LISTEN needs one, and hot functions are called over it. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "a postgres:// address"),
  APP_URL: url.transform((value) => value.replace(/\/+$/, "")),
  TOKEN_SECRET: secret,
  FUNCTION_SECRET: secret,
  /** Connections that one process keeps to the database. */
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  /** How many proxies in front of the app add to X-Forwarded-For; 0 = the address is the connection's own. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Multiplies every limit of lib/throttle/rules.ts; the local stack raises it so that a load test may run. */
  THROTTLE_SCALE: z.coerce.number().min(0.01).max(100_000).default(1),
  /** Where the local stack shows its mail; unset on a hosted project. */
  MAILBOX_URL: url.optional(),
  /** Sign-in with Google and with Microsoft, for calendars: shown where both values are set. */
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  MICROSOFT_CLIENT_ID: optional(z.string()),
  MICROSOFT_CLIENT_SECRET: optional(z.string()),
  /** Tests speak to servers of their own instead of Google's and Microsoft's. */
  GOOGLE_BASE_URL: optional(url),
  MICROSOFT_BASE_URL: optional(url),
  /** Keys that seal access to people's calendars (lib/calendars/seal.ts); without them one is derived from TOKEN_SECRET. */
  CALENDAR_KEYS: optional(z.string()),
  /** Lets calendars be read from this machine and its network: for tests alone. */
  CALENDAR_ALLOW_PRIVATE: z.stringbool().default(false),
  /** The public half of the keys that web push is signed with; unset = no web push. */
  VAPID_PUBLIC_KEY: z.string().min(80).optional(),
  /** Set by `npm run bench` alone: opens the route that it measures against. */
  BENCH: z.stringbool().default(false),
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/**
 * The configuration of the app, read once.
 * @throws Error naming every variable that is missing or wrong
 */
export function env(): Env {
  if (!parsed) {
    const result = schema.safeParse(process.env);
    if (!result.success) {
      const problems = result.error.issues.map((issue) =>
        process.env[String(issue.path[0])] === undefined
          ? `  ${issue.path.join(".")} is missing`
          : `  ${issue.path.join(".")}: ${issue.message}`,
      );
      throw new Error(`The environment is incomplete (see .env.example):\n${problems.join("\n")}`);
    }
    parsed = result.data;
  }
  return parsed;
}
