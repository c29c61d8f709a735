import { z } from "zod";
import { bookableServices, deskWords } from "@/lib/appointments/desk-data";
import { deskMember } from "@/lib/appointments/gate";
import { planAtDesk } from "@/lib/bookings/desk-series";
import { startInstant } from "@/lib/bookings/schema";
import { answer, problem } from "@/lib/http/problem";
import { MAX_OCCURRENCES } from "@/lib/scheduling";
import { whyNotMember } from "@/lib/supabase/session";

const query = z.object({
  service: z.uuid(),
  staff: z.uuid().optional(),
  party: z.coerce.number().int().min(1).max(1000).default(1),
  start: startInstant,
  every: z.enum(["week", "month"]),
  interval: z.coerce.number().int().min(1).max(12),
  count: z.coerce.number().int().min(2).max(MAX_OCCURRENCES),
});

/** GET ?business&service&staff&party&start&every&interval&count: the dates of a series at the desk, before it is booked. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const params = new URL(request.url).searchParams;
    const desk = await deskMember(params.get("business") ?? "");
    if (!desk) return problem(await whyNotMember(params.get("business") ?? ""));
    const input = query.safeParse(Object.fromEntries(params));
    if (!input.success) return problem("invalid");
    const { db, businessId, membership } = desk.member;
    const services = await bookableServices(db, businessId, null);
    const service = services.find(({ id }) => id === input.data.service);
    if (!service) return problem("service_not_found");
    const { words, slugOf } = await deskWords(db, businessId);
    const { start, every, interval, count, party } = input.data;
    const occurrences = await planAtDesk(
      {
        business: membership.slug,
        service: service.slug,
        staff: input.data.staff && slugOf[input.data.staff],
        party,
        timeZone: membership.timeZone,
      },
      { every, interval, count },
      start,
      { now: Date.now(), words },
    );
    return Response.json({ occurrences }, { headers: { "cache-control": "private, no-store" } });
  });
}
