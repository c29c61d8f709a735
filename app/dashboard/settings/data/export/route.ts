import { todayIn } from "@/lib/appointments/rules";
import { businessExport } from "@/lib/business/export";
import { env } from "@/lib/env";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { findMember } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";

/** GET ?business=ID: everything that is kept of a business, as a JSON file; owners only. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const business = new URL(request.url).searchParams.get("business") ?? undefined;
    const member = await findMember("owner", business);
    if (!member) return problem((await findMember("staff", business)) ? "forbidden" : "signed_out");
    const wait = await throttle({ exportPerBusiness: member.businessId });
    if (!wait.ok) return tooMany(wait.retryAfter);
    const { slug, timeZone } = member.membership;
    const today = todayIn(timeZone, Date.now());
    return new Response(businessExport(member.businessId, env().APP_URL), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${slug}-${today}.json"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  });
}
