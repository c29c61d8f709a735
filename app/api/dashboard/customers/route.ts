import { searchCustomers } from "@/lib/appointments/desk-data";
import { answer, problem } from "@/lib/http/problem";
import { findMember, whyNotMember } from "@/lib/supabase/session";

/** GET ?business&q: the first few customers that a part of a name, an address or a number finds. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const params = new URL(request.url).searchParams;
    const member = await findMember("staff", params.get("business") ?? undefined);
    if (!member) return problem(await whyNotMember(params.get("business") ?? undefined));
    const search = (params.get("q") ?? "").replaceAll("\0", "").trim().slice(0, 100);
    const customers = await searchCustomers(member.db, member.businessId, search);
    return Response.json({ customers }, { headers: { "cache-control": "private, no-store" } });
  });
}
