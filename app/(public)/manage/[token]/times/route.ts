import { freeTimes } from "@/lib/availability/data";
import { availabilityQuery } from "@/lib/availability/schema";
import { bookingByToken } from "@/lib/bookings/data";
import { stands } from "@/lib/bookings/rules";
import { together } from "@/lib/bookings/together";
import { timesForVisit } from "@/lib/bookings/visits";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttleReads } from "@/lib/throttle/check";

interface Context {
  params: Promise<{ token: string }>;
}

/**
 * The times that a booking could be moved to: as GET /api/availability answers, with the booking's own place counted
 * as free (time rule 15). Business and party are the booking's, and the service unless another is asked for.
 */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const allowed = await throttleReads(
      "availabilityPerAddress",
      clientAddress(request.headers, env().TRUSTED_PROXIES),
    );
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const found = await bookingByToken((await params).token);
    if (!found) return problem("not_found");
    const { booking } = found;
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const query = availabilityQuery.safeParse({
      ...asked,
      business: booking.business.slug,
      service: asked.service ?? booking.service.slug,
      party: booking.party,
    });
    if (!query.success) return problem("invalid", fieldErrors(query.error));
    const { kind, bookings } = await together(booking.id);
    const parts = bookings.filter(stands);
    const free =
      kind === "visit" && parts.length > 1
        ? await timesForVisit(parts, query.data, Date.now())
        : await freeTimes(query.data, Date.now(), booking.id);
    if (!free.ok) return problem(free.code);
    return Response.json(
      { zone: query.data.tz, slots: free.slots },
      { headers: { "cache-control": "no-store" } },
    );
  });
}
