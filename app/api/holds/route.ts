import { holdPlace } from "@/lib/bookings/holds";
import { holdRequest } from "@/lib/bookings/schema";
import { holdVisit } from "@/lib/bookings/visits";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { jsonBody } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

/** Holds a place for ten minutes while the form is filled in. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const body = await jsonBody(request, holdRequest);
    if (!body.ok) return body.response;
    const allowed = await throttle({
      holdPerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const outcome =
      body.value.add.length > 0
        ? await holdVisit(body.value, Date.now())
        : await holdPlace(body.value, Date.now(), body.value.replaces);
    if (outcome.ok) {
      return Response.json(
        { hold: outcome.hold },
        { status: 201, headers: { "cache-control": "no-store" } },
      );
    }
    return problem(
      outcome.code,
      outcome.alternatives ? { alternatives: outcome.alternatives } : undefined,
    );
  });
}
