import "server-only";
import { nearestTimes } from "@/lib/availability/data";
import type { ActingPerson } from "@/lib/bookings/item";
import { changeStatus, moveBooking } from "@/lib/bookings/mutations";
import type { Booking } from "@/lib/bookings/schema";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { nudgeWaitlist } from "@/lib/waitlist/nudge";
import type { Conflict } from "./data";
import { takeMove } from "./inbound";
import { nudgeCalendars } from "./nudge";

/** What somebody decides about a conflict. */
export type Decision =
  /** Both stay as they are; of a wish to move or delete: the entry is put back. */
  | { way: "keep" }
  /** To another time; of a wish to move: to the wished one. */
  | { way: "move"; start?: number }
  | { way: "cancel" };

export type Decided = { ok: true } | { ok: false; code: string };

type State = { ok: true; session: boolean; booking?: Booking } | Refusal;

async function bookingOf(conflict: Conflict): Promise<Booking | null> {
  const state = await callFunction<State>("calendar_subject_state", {
    p_subject: conflict.subjectId,
  });
  return state.ok ? ((state as { booking?: Booking }).booking ?? null) : null;
}

/** Free times near a booking that something has landed on, with the same person; none for a session of several. */
export async function timesInstead(conflict: Conflict, now: number): Promise<string[]> {
  const booking = await bookingOf(conflict);
  if (!booking) return [];
  const times = await nearestTimes(
    {
      business: booking.business.slug,
      service: booking.service.slug,
      staff: booking.staff.slug,
      except: booking.id,
    },
    Date.parse(booking.start),
    booking.party,
    now,
    9,
  );
  return times.map(({ start }) => start);
}

/**
 * Does what was decided, and closes the conflict. Nothing is ever double-booked or cancelled on the way: the booking's own
 * functions refuse what does not go.
 * @param now epoch milliseconds
 */
export async function decide(
  conflict: Conflict,
  decision: Decision,
  actor: ActingPerson & { userId: string },
  now: number,
): Promise<Decided> {
  const close = (status: string) =>
    callFunction<Decided>("settle_calendar_conflict", {
      p_conflict: conflict.id,
      p_status: status,
      p_user: actor.userId,
    });
  if (decision.way === "keep") {
    const closed = await close(conflict.kind === "overlap" ? "kept" : "refused");
    if (closed.ok && conflict.kind !== "overlap") {
      await callFunction("request_calendar_push", {
        p_calendar: conflict.calendarId,
        p_subject: conflict.subjectId,
      });
      nudgeCalendars();
    }
    return closed;
  }
  const booking = await bookingOf(conflict);
  if (decision.way === "cancel") {
    for (const id of booking ? [booking.id] : openOnes(conflict)) {
      const pending = booking?.status === "pending";
      const outcome = await changeStatus(id, pending ? "declined" : "cancelled", actor);
      if (!outcome.ok && outcome.code !== "already") return outcome;
    }
    await close("cancelled");
    return { ok: true };
  }
  if (!booking) return { ok: false, code: "not_possible" };
  if (decision.start === undefined) {
    if (conflict.kind !== "moved") return { ok: false, code: "invalid" };
    const outcome = await takeMove(
      {
        call: callFunction,
        policy: "apply",
        calendarId: conflict.calendarId,
        staffId: conflict.staffId,
        staffName: actor.name ?? "",
        now,
      },
      conflict.subjectId,
      { start: Date.parse(conflict.start), end: Date.parse(conflict.end) },
    );
    if (outcome.result !== "applied") {
      return { ok: false, code: outcome.result === "undone" ? outcome.code : "not_possible" };
    }
    nudgeDispatch();
    nudgeWaitlist();
  } else {
    const outcome = await moveBooking(booking, { start: decision.start, actor, now });
    if (!outcome.ok) return { ok: false, code: outcome.code };
  }
  await close("moved");
  return { ok: true };
}

function openOnes(conflict: Conflict): string[] {
  return conflict.appointment.bookings
    .filter(({ status }) => status === "pending" || status === "confirmed")
    .map(({ id }) => id);
}
