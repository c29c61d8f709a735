import { bookingByToken } from "@/lib/bookings/data";
import { manageUrl } from "@/lib/bookings/mutations";
import { stands } from "@/lib/bookings/rules";
import { together } from "@/lib/bookings/together";
import { bookingIn } from "@/lib/business/translations";
import { bookingCalendar } from "@/lib/calendars/ics";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { languageOfLocale } from "@/lib/i18n/negotiate";
import { throttle } from "@/lib/throttle/check";

interface Context {
  params: Promise<{ token: string }>;
}

const EVENTS = /BEGIN:VEVENT.*END:VEVENT\r\n/s;

/** One calendar with the entries of several. */
function joined([first = "", ...rest]: string[]): string {
  return first.replace(EVENTS, (own) =>
    [own, ...rest.map((file) => EVENTS.exec(file)?.[0] ?? "")].join(""),
  );
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
    const { kind, bookings } = await together(booking.id);
    // A visit is one file; each of its parts, and of a series each date, keeps an entry of its own.
    const entries = kind === null ? [booking] : bookings.filter(stands);
    const files = await Promise.all(
      (entries.length > 0 ? entries : [booking]).map(async (one) =>
        bookingCalendar({
          booking: bookingIn(one, languageOfLocale(one.locale)),
          method: "PUBLISH",
          appUrl: env().APP_URL,
          manageUrl: await manageUrl(one.id),
          now: new Date(one.updatedAt),
        }),
      ),
    );
    const file = joined(files);
    return new Response(file, {
      headers: {
        "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
        "content-disposition": `attachment; filename="${booking.business.slug}.ics"`,
        "cache-control": "no-store",
      },
    });
  });
}
