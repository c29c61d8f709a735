import "server-only";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";
import type { LimitName } from "@/lib/throttle/rules";
import { bookingByToken } from "./data";
import type { Booking } from "./schema";

/**
 * Finds the booking of a link before anything else; a wrong token says no more than that there is nothing.
 * @param limit which count of attempts this one belongs to
 */
export async function withBooking(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
  act: (booking: Booking) => Promise<Response> | Response,
  limit: Extract<LimitName, "managePerAddress" | "bellPerAddress"> = "managePerAddress",
): Promise<Response> {
  return answer(async () => {
    const allowed = await throttle({
      [limit]: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const found = await bookingByToken((await params).token);
    return found ? act(found.booking) : problem("not_found");
  });
}
