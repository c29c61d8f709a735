import { freeTimes } from "@/lib/availability/data";
import { availabilityQuery, type FreeTime } from "@/lib/availability/schema";
import { heldBookings } from "@/lib/bookings/holds";
import type { Booking } from "@/lib/bookings/schema";
import { visitTimes } from "@/lib/bookings/visits";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttleReads } from "@/lib/throttle/check";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const query = availabilityQuery.safeParse(
      Object.fromEntries(new URL(request.url).searchParams),
    );
    if (!query.success) return problem("invalid", fieldErrors(query.error));
    const allowed = await throttleReads(
      "availabilityPerAddress",
      clientAddress(request.headers, env().TRUSTED_PROXIES),
    );
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    // Whoever holds a place is not in their own way (time rule 15); the secret stays out of the address.
    const hold = request.headers.get("x-hold");
    const own = hold ? await heldBookings(hold, true) : null;
    const found =
      query.data.add.length > 0
        ? await visitTimes(query.data, Date.now(), appointmentsOf(own))
        : await freeTimes(query.data, Date.now(), own?.[0]?.id);
    if (!found.ok) return problem(found.code);
    return new Response(
      `{"zone":${JSON.stringify(query.data.tz)},"slots":${textOf(found.slots)}}`,
      { headers: { "content-type": "application/json", "cache-control": "no-store" } },
    );
  });
}

const texts = new WeakMap<readonly FreeTime[], string>();

/** The times as JSON, written once for as long as the list itself is kept. */
function textOf(slots: readonly FreeTime[]): string {
  let text = texts.get(slots);
  if (text === undefined) {
    text = JSON.stringify(slots);
    texts.set(slots, text);
  }
  return text;
}

function appointmentsOf(bookings: Booking[] | null): Set<string> {
  return new Set(bookings?.map(({ appointmentId }) => appointmentId));
}
