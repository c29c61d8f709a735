import "server-only";
import { freeTimes } from "@/lib/availability/data";
import type { FreeTime } from "@/lib/availability/schema";
import { callFunction } from "@/lib/supabase/functions";
import { addDays, localDateOf } from "../scheduling";
import { againAmong, againStarts } from "./again-rules";
import { bookAsCustomer } from "./customer";
import type { Booked } from "./mutations";
import { staffToKeep } from "./rules";
import type { Booking } from "./schema";
import { visitTimes } from "./visits";

/**
 * Booking again what was booked before, one appointment or a visit of several services: the same people, at the nearest
 * same weekday and time.
 */

/** How many of the coming weeks are looked at for the same weekday and time. */
const WEEKS = 9;
/** Days before the first of them that are looked at for another time. */
const DAYS_BEFORE = 3;

/**
 * The time to propose for another booking, or another visit, like this one.
 * @param parts the booking; of a visit its parts, by time
 * @param now epoch milliseconds
 * @returns the next free time of the same weekday and hour, with the same person if they have one, else the nearest of all;
 * null when nothing is free soon
 */
export async function proposalAfter(
  parts: readonly Booking[],
  now: number,
): Promise<FreeTime | null> {
  const [booking, ...others] = parts;
  if (!booking || parts.some(({ service }) => !service.active)) return null;
  const zone = booking.business.timeZone;
  const starts = againStarts(zone, Date.parse(booking.start), now).slice(0, WEEKS);
  const [wish, last] = [starts[0], starts.at(-1)];
  if (wish === undefined || last === undefined) return null;
  const today = localDateOf(zone, now);
  const first = addDays(localDateOf(zone, wish), -DAYS_BEFORE);
  const question = {
    business: booking.business.slug,
    service: booking.service.slug,
    add: others.map(({ service }) => service.slug),
    party: booking.party,
    tz: zone,
    from: [first, today].sort().at(-1)!,
    to: localDateOf(zone, last),
  };
  const kept = staffToKeep(parts);
  for (const staff of kept === "any" ? [undefined] : [kept, undefined]) {
    const asked = { ...question, staff };
    const free = await (others.length > 0 ? visitTimes(asked, now) : freeTimes(asked, now));
    const found = free.ok ? againAmong(free.slots, starts) : null;
    if (found) return found;
  }
  return null;
}

/**
 * Books again, with the details of an earlier booking or visit; the same press twice is one.
 * @param parts the booking; of a visit its parts, by time
 * @param wish.start epoch milliseconds
 * @param now epoch milliseconds
 */
export async function bookAgain(
  parts: readonly [Booking, ...Booking[]],
  { start, staff }: { start: number; staff: string },
  now: number,
): Promise<Booked> {
  const [booking, ...others] = parts;
  const { customer, party, timeZone, locale } = booking;
  if (!customer.email) return { ok: false, code: "not_possible" };
  const outcome = await bookAsCustomer(
    {
      business: booking.business.slug,
      service: booking.service.slug,
      add: others.map(({ service }) => service.slug),
      start,
      staff,
      party,
      customer: { ...customer, email: customer.email },
      answers: Object.assign({}, ...parts.map(({ answers }) => answers)),
      note: "",
      timeZone,
      locale,
    },
    { key: `again:${booking.id}:${start}`, now, source: "public" },
  );
  if (outcome.ok && !outcome.replayed) {
    for (const [i, { id }] of (outcome.bookings ?? [outcome.booking]).entries()) {
      await callFunction("note_rebooking", { p_booking_id: id, p_from: parts[i]!.id });
    }
  }
  return outcome;
}
