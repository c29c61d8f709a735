import type { AnyKind } from "../kind.ts";
import type { Audience } from "../schema.ts";
import { bookingFollowUp, bookingRebook } from "./booking-after.ts";
import { bookingCancelled, bookingCancelledStaff } from "./booking-cancelled.ts";
import { bookingConfirmed } from "./booking-confirmed.ts";
import { bookingDeclined } from "./booking-declined.ts";
import { bookingExpired } from "./booking-expired.ts";
import { bookingMoved, bookingMovedStaff } from "./booking-moved.ts";
import { bookingNew } from "./booking-new.ts";
import { bookingReminder } from "./booking-reminder.ts";
import { bookingRequested } from "./booking-requested.ts";
import { bookingVerify } from "./booking-verify.ts";

const kinds: readonly AnyKind[] = [
  bookingConfirmed,
  bookingRequested,
  bookingVerify,
  bookingDeclined,
  bookingExpired,
  bookingMoved,
  bookingCancelled,
  bookingNew,
  bookingMovedStaff,
  bookingCancelledStaff,
  bookingReminder,
  bookingFollowUp,
  bookingRebook,
];

/** The kind of message that the outbox names, if there is one for this audience. */
export function findKind(kind: string, audience: Audience): AnyKind | undefined {
  return kinds.find((one) => one.kind === kind && one.audience === audience);
}
