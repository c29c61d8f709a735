import { withBooking } from "@/lib/bookings/by-link";
import { env } from "@/lib/env";
import { jsonBody } from "@/lib/http/body";
import { deviceOf, endpointSchema, subscriptionSchema } from "@/lib/notifications/push-schema";
import { callFunction } from "@/lib/supabase/functions";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ token: string }>;
}

/** Whether this browser is knocked on about the booking of the link; ?endpoint= names it. */
export function GET(request: Request, context: Context): Promise<Response> {
  return withBooking(
    request,
    context,
    async (booking) => {
      const known = await callFunction<boolean>("is_push_known", {
        p_endpoint: new URL(request.url).searchParams.get("endpoint") ?? "",
        p_booking: booking.id,
      });
      return Response.json({ known }, { headers: { "cache-control": "no-store" } });
    },
    "bellPerAddress",
  );
}

/** Lets this browser be knocked on about this booking, and about no other of its customer. */
export function POST(request: Request, context: Context): Promise<Response> {
  return withBooking(request, context, async (booking) => {
    const body = await jsonBody(request, subscriptionSchema(env().APP_URL));
    if (!body.ok) return body.response;
    await callFunction("save_booking_push", {
      p_booking: booking.id,
      p_subscription: { ...body.value, device: deviceOf(request) },
    });
    return new Response(null, { status: 204 });
  });
}

/** No longer. */
export function DELETE(request: Request, context: Context): Promise<Response> {
  return withBooking(request, context, async (booking) => {
    const body = await jsonBody(request, endpointSchema);
    if (!body.ok) return body.response;
    await callFunction("remove_booking_push", {
      p_booking: booking.id,
      p_endpoint: body.value.endpoint,
    });
    return new Response(null, { status: 204 });
  });
}
