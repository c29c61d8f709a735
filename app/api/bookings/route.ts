import { randomUUID } from "node:crypto";
import { bookAsCustomer } from "@/lib/bookings/customer";
import { bookingRequest, idempotencyKey } from "@/lib/bookings/schema";
import { told } from "@/lib/bookings/told";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { jsonBody } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const header = request.headers.get("idempotency-key");
    const key = idempotencyKey.safeParse(header ?? randomUUID());
    if (!key.success)
      return problem("invalid", { "Idempotency-Key": key.error.issues[0]!.message });
    const body = await jsonBody(request, bookingRequest);
    if (!body.ok) return body.response;
    const allowed = await throttle({
      bookingPerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
      bookingPerCustomer: `${body.value.business}:${body.value.customer.email}`,
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);

    const terms = { key: key.data, now: Date.now(), source: "api" } as const;
    const outcome = await bookAsCustomer(body.value, terms);
    if (outcome.ok) {
      return Response.json(
        {
          booking: told(outcome.booking),
          ...(outcome.bookings ? { bookings: outcome.bookings.map(told) } : {}),
          manageUrl: outcome.manageUrl,
        },
        { status: 201, headers: { "cache-control": "no-store" } },
      );
    }
    if ("fields" in outcome) return problem("invalid", outcome.fields);
    const { start, alternatives } = outcome;
    return problem(
      outcome.code,
      start || alternatives
        ? { ...(start ? { start } : {}), ...(alternatives ? { alternatives } : {}) }
        : undefined,
    );
  });
}
