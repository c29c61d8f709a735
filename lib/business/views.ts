import "server-only";
import { headers } from "next/headers";
import { after } from "next/server";
import { callFunction } from "@/lib/supabase/functions";

/** Programs that call themselves what they are; the figure is of people who look. */
const PROGRAMS =
  /bot|crawl|spider|slurp|preview|monitor|lighthouse|headless|curl|wget|python|facebookexternalhit/i;

/** Counts that somebody opens a service's page, once the page is on its way; what is only fetched ahead does not count. */
export async function countView(business: string, service: string): Promise<void> {
  const asked = await headers();
  const ahead =
    asked.has("next-router-prefetch") ||
    /prefetch/.test(asked.get("sec-purpose") ?? asked.get("purpose") ?? "");
  if (ahead || PROGRAMS.test(asked.get("user-agent") ?? "")) return;
  after(async () => {
    try {
      await callFunction("count_page_view", { p_business: business, p_service: service });
    } catch {
      // A figure that is one short is no reason to trouble anybody.
    }
  });
}
