import { z } from "zod";
import { appointmentDetail } from "@/lib/appointments/data";
import { myStaffIds } from "@/lib/appointments/mine";
import { answer, problem } from "@/lib/http/problem";
import { mayActOn } from "@/lib/members/rules";
import { findMember, whyNotMember } from "@/lib/supabase/session";

/** GET: one appointment with its bookings and their trail. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/dashboard/appointments/[id]">,
): Promise<Response> {
  return answer(async () => {
    const business = new URL(request.url).searchParams.get("business") ?? undefined;
    const member = await findMember("staff", business);
    if (!member) return problem(await whyNotMember(business));
    const id = z.uuid().safeParse((await params).id);
    if (!id.success) return problem("not_found");
    const { role } = member.membership;
    const found = await appointmentDetail(member.db, member.businessId, id.data, role !== "staff");
    if (!found) return problem("not_found");
    const mayAct = mayActOn(role, await myStaffIds(member), found.staff.id);
    return Response.json(
      { appointment: { ...found, mayAct } },
      { headers: { "cache-control": "private, no-store" } },
    );
  });
}
