import "server-only";
import { freeTimes } from "@/lib/availability/data";
import type { FreeTime } from "@/lib/availability/schema";
import { callFunction } from "@/lib/supabase/functions";
import { addDays, localDateOf } from "../scheduling";
import { againAmong, againStarts } from "./again-rules";
import { bookAsCustomer } from "./customer";
import type { Booked } from "./mutations";
import type { Booking } from "./schema";

/** Booking again what was booked before: the same service and people, at the nearest same weekday and time. */

/** How many of the coming weeks are looked at for the same weekday and time. */
const WEEKS = 9;
/** Days before the first of them that are looked at for another time. */
const DAYS_BEFORE = 3;

/**
 * The time to propose for another booking like this one.
 * @param now epoch milliseconds
 * @returns the next free time of the same weekday and hour, with the same person if they have one, else the nearest of all;
 * null when nothing is free soon
 */
export async function proposalAfter(booking: Booking, now: number): Promise<FreeTime | null> {
  if (!booking.service.active) return null;
  const zone = booking.business.timeZone;
  const starts = againStarts(zone, Date.parse(booking.start), now).slice(0, WEEKS);
  const [wish, last] = [starts[0], starts.at(-1)];
  if (wish === undefined || last === undefined) return null;
  const today = localDateOf(zone, now);
  const first = addDays(localDateOf(zone, wish), -DAYS_BEFORE);
  const question = {
    business: booking.business.slug,
    service: booking.service.slug,
    party: booking.party,
    tz: zone,
    from: [first, today].sort().at(-1)!,
    to: localDateOf(zone, last),
  };
  for (const staff of [booking.staff.slug, undefined]) {
    const free = await freeTimes({ ...question, staff }, now);
    const found = free.ok ? againAmong(free.slots, starts) : null;
    if (found) return found;
  }
  return null;
}

/**
 * Books again, with the details of an earlier booking; the same press twice is one booking.
 * @param wish.start epoch milliseconds
 * @param now epoch milliseconds
 */
export async function bookAgain(
  booking: Booking,
  { start, staff }: { start: number; staff: string },
  now: number,
): Promise<Booked> {
  const { customer, party, answers, timeZone, locale } = booking;
  if (!customer.email) return { ok: false, code: "not_possible" };
  const outcome = await bookAsCustomer(
    {
      business: booking.business.slug,
      service: booking.service.slug,
      add: [],
      start,
      staff,
      party,
      customer: { ...customer, email: customer.email },
      answers,
      note: "",
      timeZone,
      locale,
    },
    { key: `again:${booking.id}:${start}`, now, source: "public" },
  );
  if (outcome.ok && !outcome.replayed) {
    await callFunction("note_rebooking", {
      p_booking_id: outcome.booking.id,
      p_from: booking.id,
    });
  }
  return outcome;
}
