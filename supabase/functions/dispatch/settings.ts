import { z } from "zod";
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
  })
  .refine((env) => env.RESEND_API_KEY || env.SMTP_URL, {
    path: ["SMTP_URL"],
    message: "this or RESEND_API_KEY is needed",
  })
  // Resend sends from addresses of verified domains only; a mailbox of one's own takes any.
  .refine((env) => !env.RESEND_API_KEY || env.MAIL_FROM, {
    path: ["MAIL_FROM"],
    message: "needed with RESEND_API_KEY",
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
