import { withBooking } from "@/lib/bookings/by-link";
import { jsonBody } from "@/lib/http/body";
import { bookingNotices, readBookingNotices } from "@/lib/notifications/notices";
import { readSchema } from "@/lib/notifications/read-schema";
import { showNotices } from "@/lib/notifications/shown-notices";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ token: string }>;
}

async function shown(request: Request, bookingId: string): Promise<Response> {
  const locale = new URL(request.url).searchParams.get("locale") ?? "en";
  const told = showNotices(await bookingNotices(bookingId), locale, Date.now());
  return Response.json(told, { headers: { "cache-control": "no-store" } });
}

/** What has been told of the booking of the link, in the words of ?locale=. */
export function GET(request: Request, context: Context): Promise<Response> {
  return withBooking(request, context, ({ id }) => shown(request, id), "bellPerAddress");
}

/** Marks it as read: {ids}, or all of it with null. */
export function POST(request: Request, context: Context): Promise<Response> {
  return withBooking(
    request,
    context,
    async ({ id }) => {
      const body = await jsonBody(request, readSchema);
      if (!body.ok) return body.response;
      await readBookingNotices(id, body.value.ids);
      return shown(request, id);
    },
    "bellPerAddress",
  );
}
