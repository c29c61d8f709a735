import { isDate } from "@/lib/appointments/rules";
import { calendarWindow } from "@/lib/appointments/schema";
import { shadesBetween } from "@/lib/appointments/shades";
import { answer, problem } from "@/lib/http/problem";
import { findMember, whyNotMember } from "@/lib/supabase/session";

/** Days that a view with hours shows: a week, and one more at a change of the zone. */
const MAX_DAYS = 8;

/** GET ?business&from&to: hours, blocked and busy times of the business's local dates `[from, to)`. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const params = new URL(request.url).searchParams;
    const member = await findMember("staff", params.get("business") ?? undefined);
    if (!member) return problem(await whyNotMember(params.get("business") ?? undefined));
    const input = calendarWindow.safeParse(Object.fromEntries(params));
    if (!input.success) return problem("invalid");
    const { from, to } = input.data;
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (!isDate(from) || !isDate(to) || days < 1 || days > MAX_DAYS) return problem("invalid");
    const { db, businessId, membership } = member;
    const shades = await shadesBetween(db, businessId, membership.timeZone, from, to);
    return Response.json(shades, { headers: { "cache-control": "private, no-store" } });
  });
}
