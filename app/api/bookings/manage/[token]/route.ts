import { cancelAsCustomer, editAsCustomer, moveAsCustomer } from "@/lib/bookings/customer";
import { bookingByToken } from "@/lib/bookings/data";
import { type Booking, cancelRequest, patchRequest } from "@/lib/bookings/schema";
import { told } from "@/lib/bookings/told";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { jsonBody } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

interface Context {
  params: Promise<{ token: string }>;
}

/** Finds the booking of the link before anything else; a wrong token says no more than that there is nothing. */
async function withBooking(
  request: Request,
  { params }: Context,
  act: (booking: Booking) => Promise<Response>,
): Promise<Response> {
  return answer(async () => {
    const allowed = await throttle({
      managePerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const found = await bookingByToken((await params).token);
    return found ? act(found.booking) : problem("not_found");
  });
}

const answered = (booking: Booking) =>
  Response.json({ booking: told(booking) }, { headers: { "cache-control": "no-store" } });

export function GET(request: Request, context: Context): Promise<Response> {
  return withBooking(request, context, async (booking) => answered(booking));
}

export function PATCH(request: Request, context: Context): Promise<Response> {
  return withBooking(request, context, async (booking) => {
    const body = await jsonBody(request, patchRequest);
    if (!body.ok) return body.response;
    if (!("start" in body.value)) {
      const edited = await editAsCustomer(booking, body.value);
      if (edited.ok) return answered(edited.booking);
      return problem(edited.code, "fields" in edited ? edited.fields : undefined);
    }
    const outcome = await moveAsCustomer(booking, body.value, Date.now());
    if (outcome.ok) return answered(outcome.booking);
    const { alternatives, date } = outcome;
    return problem(
      outcome.code,
      alternatives || date
        ? { ...(alternatives ? { alternatives } : {}), ...(date ? { date } : {}) }
        : undefined,
    );
  });
}

export function DELETE(request: Request, context: Context): Promise<Response> {
  return withBooking(request, context, async (booking) => {
    let wish = cancelRequest.parse({});
    if (request.headers.get("content-type")) {
      const body = await jsonBody(request, cancelRequest);
      if (!body.ok) return body.response;
      wish = body.value;
    }
    const outcome = await cancelAsCustomer(booking, wish.which, wish.reason, Date.now());
    return outcome.ok ? answered(outcome.booking) : problem(outcome.code);
  });
}
