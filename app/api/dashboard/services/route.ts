import { bookableServices } from "@/lib/appointments/desk-data";
import { deskMember } from "@/lib/appointments/gate";
import { answer, problem } from "@/lib/http/problem";
import { whyNotMember } from "@/lib/supabase/session";

/** GET ?business: the services that the member can book, with who performs them. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const business = new URL(request.url).searchParams.get("business") ?? "";
    const desk = await deskMember(business);
    if (!desk) return problem(await whyNotMember(business));
    const { db, businessId } = desk.member;
    const services = await bookableServices(db, businessId, desk.only);
    return Response.json({ services }, { headers: { "cache-control": "private, no-store" } });
  });
}
