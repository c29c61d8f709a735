import { stringify } from "csv-stringify/sync";
import { figures, openMinutes } from "@/lib/analytics/data";
import { readAnalyticsFilter } from "@/lib/analytics/rules";
import { TABLES, tableRows } from "@/lib/analytics/tables";
import { todayIn } from "@/lib/appointments/rules";
import { answer, problem } from "@/lib/http/problem";
import { desk as deskOf } from "@/lib/members/data";
import { findMember } from "@/lib/supabase/session";

/** GET: one table of the figures as CSV; managers. Cells that a spreadsheet would read as formulas are kept as text. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const member = await findMember("manager", searchParams.get("business") ?? undefined);
    if (!member) return problem("forbidden");
    const table = TABLES.find((one) => one === searchParams.get("table"));
    if (!table) return problem("not_found");
    const { db, businessId, membership } = member;
    const today = todayIn(membership.timeZone, Date.now());
    const filter = readAnalyticsFilter((name) => searchParams.get(name), today);
    const [now, open, desk] = await Promise.all([
      figures(db, businessId, filter.period, filter),
      openMinutes(db, businessId, filter.period, membership.timeZone),
      deskOf(db, businessId),
    ]);
    const { from, to } = filter.period;
    const csv = stringify(tableRows(table, now, open, desk), { bom: true, escape_formulas: true });
    return new Response(csv, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${table}-${from}-${to}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  });
}
