import { bookingByToken } from "@/lib/bookings/data";
import { manageUrl } from "@/lib/bookings/mutations";
import { bookingCalendar } from "@/lib/calendars/ics";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

interface Context {
  params: Promise<{ token: string }>;
}

/** The booking of a manage link as a calendar file to keep. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const allowed = await throttle({
      managePerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const found = await bookingByToken((await params).token);
    if (!found) return problem("not_found");
    const { booking } = found;
    const file = bookingCalendar({
      booking,
      method: "PUBLISH",
      appUrl: env().APP_URL,
      manageUrl: await manageUrl(booking.id),
      now: new Date(booking.updatedAt),
    });
    return new Response(file, {
      headers: {
        "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
        "content-disposition": `attachment; filename="${booking.business.slug}.ics"`,
        "cache-control": "no-store",
      },
    });
  });
}
