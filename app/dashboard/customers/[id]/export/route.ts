import { z } from "zod";
import { exportCustomer } from "@/lib/customers/data";
import { answer, problem } from "@/lib/http/problem";
import { findMember, whyNotMember } from "@/lib/supabase/session";

/** GET: everything that the business stores about one person, as a file to hand over; managers only. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/dashboard/customers/[id]/export">,
): Promise<Response> {
  return answer(async () => {
    const business = new URL(request.url).searchParams.get("business") ?? undefined;
    const member = await findMember("staff", business);
    if (!member) return problem(await whyNotMember(business));
    const id = z.uuid().safeParse((await params).id);
    if (!id.success) return problem("not_found");
    const outcome = await exportCustomer(member.businessId, member.person.id, id.data);
    if (!outcome.ok) return problem(outcome.code);
    const { data } = outcome;
    const name = data.customer.name
      .normalize("NFD")
      .toLowerCase()
      .replace(/\p{Mark}/gu, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    return new Response(`${JSON.stringify(data, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${name || "customer"}.json"`,
        "cache-control": "private, no-store",
      },
    });
  });
}
