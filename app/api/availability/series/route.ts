import { heldBookings } from "@/lib/bookings/holds";
import { seriesQuery } from "@/lib/bookings/schema";
import { planSeries } from "@/lib/bookings/series";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

/** The dates of a series before it is booked: which are free, why the others are not, and what could take their place. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const query = seriesQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return problem("invalid", fieldErrors(query.error));
    const allowed = await throttle({
      seriesPerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const { business, service, staff, party, start, ...rule } = query.data;
    const hold = request.headers.get("x-hold");
    const own = hold ? await heldBookings(hold) : null;
    const scope = { business, service, staff, party, except: own?.[0]?.id };
    const plan = await planSeries(scope, rule, start, Date.now());
    if (!plan.ok) return problem(plan.code);
    const { zone, occurrences } = plan;
    return Response.json({ zone, occurrences }, { headers: { "cache-control": "no-store" } });
  });
}
