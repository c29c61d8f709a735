import "server-only";
import { readPreferencesToken } from "@/lib/bookings/token";
import { env } from "@/lib/env";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { CustomerPreferences, PreferencesInput } from "./preferences-schema";

/** What the customer behind a link wants to hear; null when the link is none of ours or the customer is gone. */
export async function preferencesByToken(token: string): Promise<CustomerPreferences | null> {
  const customer = await readPreferencesToken(env().TOKEN_SECRET, token);
  if (!customer) return null;
  return found(await callFunction("customer_preferences_of", { p_customer: customer }));
}

/** Saves what the customer behind a link wants to hear. */
export async function savePreferences(
  token: string,
  wanted: PreferencesInput,
): Promise<CustomerPreferences | null> {
  const customer = await readPreferencesToken(env().TOKEN_SECRET, token);
  if (!customer) return null;
  return found(
    await callFunction("save_customer_preferences", {
      p_customer: customer,
      p_wanted: wanted,
      p_source: "preferences page",
    }),
  );
}

/** One click in a mail program: no more e-mail of a topic. false when the link is none of ours. */
export async function unsubscribe(token: string, topic: "reminder" | "news"): Promise<boolean> {
  const customer = await readPreferencesToken(env().TOKEN_SECRET, token);
  if (!customer) return false;
  const outcome = await callFunction<{ ok: boolean }>("unsubscribe_customer", {
    p_customer: customer,
    p_topic: topic,
  });
  return outcome.ok;
}

function found(answer: ({ ok: true } & CustomerPreferences) | Refusal): CustomerPreferences | null {
  return answer.ok ? (answer as { ok: true } & CustomerPreferences) : null;
}
