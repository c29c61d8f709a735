import { appointmentsBetween } from "@/lib/appointments/data";
import { isDate, startOfDate } from "@/lib/appointments/rules";
import { calendarWindow } from "@/lib/appointments/schema";
import { answer, problem } from "@/lib/http/problem";
import { findMember, whyNotMember } from "@/lib/supabase/session";

/** Days that the calendar asks for at once: six weeks of a month view. */
const MAX_DAYS = 62;

/** GET ?business&from&to: the appointments of the business's local dates `[from, to)`. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const params = new URL(request.url).searchParams;
    const member = await findMember("staff", params.get("business") ?? undefined);
    if (!member) return problem(await whyNotMember(params.get("business") ?? undefined));
    const input = calendarWindow.safeParse(Object.fromEntries(params));
    if (!input.success) return problem("invalid");
    const { from, to } = input.data;
    if (!isDate(from) || !isDate(to)) return problem("invalid");
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (days < 1 || days > MAX_DAYS) return problem("invalid");
    const zone = member.membership.timeZone;
    const appointments = await appointmentsBetween(
      member.db,
      member.businessId,
      startOfDate(zone, from),
      startOfDate(zone, to),
    );
    return Response.json({ appointments }, { headers: { "cache-control": "private, no-store" } });
  });
}
