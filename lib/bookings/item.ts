import "server-only";
import { env } from "../env";
import type { Admitted } from "./admission";
import type { BookingRequest } from "./schema";
import { manageToken, tokenHash } from "./token";

/** Who acts, as the history records it. */
export interface ActingPerson {
  kind: "customer" | "staff";
  userId?: string;
  name?: string;
}

/** What of a booking the server has decided, beside what was asked. */
export interface Decision {
  bookingId: string;
  /** Epoch milliseconds. */
  start: number;
  /** Teams of staff ids in the order in which they are tried; the first of each leads. */
  staff: string[][];
  staffChoice: "any" | "chosen";
  source: "public" | "api" | "staff";
  actor: ActingPerson;
  /** A signed-in customer, whose record this becomes. */
  userId?: string;
  /** The held booking that becomes this one. */
  holdId?: string;
  /** Staff who book may pass over hours, notice, horizon and limits (time rule 16). */
  override?: boolean;
}

/** The argument of the database function create_booking, and one item of create_bookings. */
export async function bookingItem(
  request: Pick<BookingRequest, "party" | "note" | "timeZone" | "locale"> & {
    customer: { name: string; email: string | null };
  },
  admitted: Admitted,
  decision: Decision,
): Promise<object> {
  const token = await manageToken(env().TOKEN_SECRET, decision.bookingId);
  return {
    bookingId: decision.bookingId,
    holdId: decision.holdId ?? null,
    tokenHash: await tokenHash(token),
    serviceId: admitted.service.id,
    start: new Date(decision.start).toISOString(),
    party: request.party,
    staff: decision.staff,
    staffChoice: decision.staffChoice,
    customer: {
      name: request.customer.name,
      email: request.customer.email,
      phone: admitted.phone,
    },
    answers: admitted.answers,
    note: request.note,
    timeZone: request.timeZone,
    locale: request.locale,
    source: decision.source,
    userId: decision.userId ?? null,
    override: decision.override ?? false,
    actor: { ...decision.actor },
  };
}
