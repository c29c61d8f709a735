import { boundsOf, readBookingsFilter } from "@/lib/appointments/bookings-query";
import { bookingsCsv } from "@/lib/appointments/export";
import { todayIn } from "@/lib/appointments/rules";
import { answer, problem } from "@/lib/http/problem";
import { findMember, whyNotMember } from "@/lib/supabase/session";

/** GET ?business=ID with the filter of the list: everything that it finds, as CSV. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const params = new URL(request.url).searchParams;
    const member = await findMember("staff", params.get("business") ?? undefined);
    if (!member) return problem(await whyNotMember(params.get("business") ?? undefined));
    const { db, businessId, membership } = member;
    const filter = readBookingsFilter((name) => params.get(name));
    const zone = membership.timeZone;
    const today = todayIn(zone, Date.now());
    const { from, to, statuses } = boundsOf(filter, zone, today);
    const { search, staff, service } = filter;
    const body = bookingsCsv(db, businessId, { from, to, statuses, search, staff, service }, zone);
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="bookings-${membership.slug}-${today}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  });
}
