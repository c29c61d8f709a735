import { z } from "zod";

const schema = z.object({
  SUPABASE_URL: z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, "")),
  SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
});

/** The configuration of the functions that providers call. @throws Error naming every variable that is missing or wrong */
export function readSettings(env: Record<string, string>): z.infer<typeof schema> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join(".")}: ${message}`,
  );
  throw new Error(`The environment is incomplete:\n${problems.join("\n")}`);
}
