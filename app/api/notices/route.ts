import { answer, problem } from "@/lib/http/problem";
import { noticesOf } from "@/lib/notifications/notices";
import { findMember, whyNotMember } from "@/lib/supabase/session";

export const dynamic = "force-dynamic";

/** What the bell shows: how many are unread, and the latest few. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const business = new URL(request.url).searchParams.get("business") ?? undefined;
    const member = await findMember("staff", business);
    if (!member) return problem(await whyNotMember(business));
    const notices = await noticesOf(member.person.id, member.businessId, { limit: 8 });
    return Response.json(notices, { headers: { "cache-control": "no-store" } });
  });
}
