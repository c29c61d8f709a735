import { withBooking } from "@/lib/bookings/by-link";
import { together } from "@/lib/bookings/together";
import { changeStream } from "@/lib/live/stream";

export const dynamic = "force-dynamic";

/** Tells the open page of a booking that something about it, or about its visit or series, has changed; it then asks what. */
export function GET(
  request: Request,
  context: { params: Promise<{ token: string }> },
): Promise<Response> {
  return withBooking(
    request,
    context,
    async (booking) => {
      const group = await together(booking.id);
      const ids = new Set([booking.id, ...group.bookings.map(({ id }) => id)]);
      return changeStream(booking.business.id, request.signal, ({ kind, booking: about }) =>
        kind === "reset" || (about && ids.has(about)) ? { kind } : null,
      );
    },
    "bellPerAddress",
  );
}
