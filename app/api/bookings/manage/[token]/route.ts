import { withBooking } from "@/lib/bookings/by-link";
import { cancelAsCustomer, editAsCustomer, moveAsCustomer } from "@/lib/bookings/customer";
import { type Booking, cancelRequest, patchRequest } from "@/lib/bookings/schema";
import { told } from "@/lib/bookings/told";
import { hasBody, jsonBody } from "@/lib/http/body";
import { problem } from "@/lib/http/problem";

interface Context {
  params: Promise<{ token: string }>;
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
    if (hasBody(request)) {
      const body = await jsonBody(request, cancelRequest);
      if (!body.ok) return body.response;
      wish = body.value;
    }
    const outcome = await cancelAsCustomer(booking, wish.which, wish.reason, Date.now());
    return outcome.ok ? answered(outcome.booking) : problem(outcome.code);
  });
}
