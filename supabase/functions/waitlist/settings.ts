import { z } from "zod";

const schema = z.object({
  SUPABASE_URL: z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, "")),
  SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
  FUNCTION_SECRET: z.string().min(32, "at least 32 characters"),
  TOKEN_SECRET: z.string().min(32, "at least 32 characters"),
});

export type Settings = z.infer<typeof schema>;

/** The function's configuration. @throws Error naming every variable that is missing or wrong, without its value */
export function readSettings(env: Record<string, string>): Settings {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join(".")}: ${message}`,
  );
  throw new Error(`The environment of waitlist is incomplete:\n${problems.join("\n")}`);
}
