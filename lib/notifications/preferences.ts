import "server-only";
import { readPreferencesToken } from "@/lib/bookings/token";
import { env } from "@/lib/env";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { voiceFor } from "./language.ts";
import type { Consent, CustomerPreferences, PreferencesInput } from "./preferences-schema";
import { preferencesWords } from "./preferences-words.ts";

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
  const known = await preferencesByToken(token);
  const customer = known && (await readPreferencesToken(env().TOKEN_SECRET, token));
  if (!customer) return null;
  const { business, locale } = known;
  const say = preferencesWords(voiceFor(locale, business.country).language, business.name);
  return found(
    await callFunction("save_customer_preferences", {
      p_customer: customer,
      p_wanted: { ...wanted, consentText: `${say.news}: ${say.newsHint}` },
      p_source: "preferences page",
    }),
  );
}

/** Whether a business's booking form asks for consent to news. */
export function asksForNews(businessId: string): Promise<boolean> {
  return callFunction("asks_for_news", { p_business: businessId });
}

/** What a customer wants to hear, and what they agreed to when, for the desk. The caller has checked the role. */
export async function preferencesOfCustomer(
  customerId: string,
): Promise<(CustomerPreferences & { consent: Consent | null }) | null> {
  const answer = await callFunction<
    ({ ok: true; consent: Consent | null } & CustomerPreferences) | Refusal
  >("customer_preferences_of", { p_customer: customerId });
  return answer.ok ? (answer as { ok: true; consent: Consent | null } & CustomerPreferences) : null;
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
