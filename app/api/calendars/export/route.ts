import { exportedCalendar } from "@/lib/calendars/feeds";
import { answer, problem } from "@/lib/http/problem";
import { findMember } from "@/lib/supabase/session";

/** The whole calendar of a business as one file, past and cancelled included; for managers. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const business = new URL(request.url).searchParams.get("business") ?? undefined;
    const member = await findMember("manager", business);
    if (!member) return problem("forbidden");
    const { text } = await exportedCalendar(member.businessId);
    return new Response(text, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="${member.membership.slug}.ics"`,
        "cache-control": "private, no-store",
      },
    });
  });
}
