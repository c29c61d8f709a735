import { z } from "zod";
import { bookableServices, deskWords } from "@/lib/appointments/desk-data";
import { deskMember } from "@/lib/appointments/gate";
import { isDate } from "@/lib/appointments/rules";
import { freeTimes } from "@/lib/availability/data";
import { deskPlace } from "@/lib/bookings/desk-place";
import { startInstant } from "@/lib/bookings/schema";
import { answer, problem } from "@/lib/http/problem";
import { whyNotMember } from "@/lib/supabase/session";

const query = z.object({
  service: z.uuid(),
  staff: z.uuid().optional(),
  party: z.coerce.number().int().min(1).max(1000).default(1),
  date: z.string().refine(isDate).optional(),
  start: startInstant.optional(),
  minutes: z.coerce.number().int().min(1).max(1440).optional(),
  /** The booking or the whole appointment that is being moved. */
  except: z.uuid().optional(),
  appointment: z.uuid().optional(),
});

/** GET ?business&service&staff&party with `date`: what is offered that day; with `start`: what speaks against it. */
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
    const { party, date, start, minutes, except, appointment } = input.data;
    const staff = input.data.staff && slugOf[input.data.staff];
    const scope = { business: membership.slug, service: service.slug, staff };
    const headers = { "cache-control": "private, no-store" };
    if (start !== undefined) {
      const place = await deskPlace(
        {
          ...scope,
          start,
          party,
          minutes,
          exceptBooking: except,
          exceptAppointments: appointment ? [appointment] : [],
        },
        Date.now(),
        words,
      );
      const check = !place.ok
        ? { state: "taken", reasons: place.reasons }
        : place.warnings.length > 0
          ? { state: "warning", reasons: place.warnings }
          : { state: "free" };
      return Response.json(check, { headers });
    }
    if (!date) return problem("invalid");
    const found = await freeTimes(
      { ...scope, from: date, to: date, tz: membership.timeZone, party },
      Date.now(),
      except,
    );
    return found.ok
      ? Response.json({ slots: found.slots }, { headers })
      : problem(String(found.code));
  });
}
