import "server-only";
import { freeTimes } from "@/lib/availability/data";
import type { FreeTime } from "@/lib/availability/schema";
import { callFunction } from "@/lib/supabase/functions";
import { addDays, localDateOf } from "../scheduling";
import { bookAsCustomer } from "./customer";
import type { Booked } from "./mutations";
import { againAmong, againStart } from "./rules";
import type { Booking } from "./schema";

/** Booking again what was booked before: the same service and people, at the nearest same weekday and time. */

/** Days before the wished time and weeks after it that are looked at. */
const DAYS_BEFORE = 3;
const WEEKS_AFTER = 8;

/**
 * The time to propose for another booking like this one.
 * @param now epoch milliseconds
 * @returns the next free time of the same weekday and hour, with the same person if they have one, else the nearest of all;
 * null when nothing is free soon
 */
export async function proposalAfter(booking: Booking, now: number): Promise<FreeTime | null> {
  if (!booking.service.active) return null;
  const zone = booking.business.timeZone;
  const wish = againStart(Date.parse(booking.start), zone, now);
  const date = localDateOf(zone, wish);
  const today = localDateOf(zone, now);
  const first = addDays(date, -DAYS_BEFORE);
  const question = {
    business: booking.business.slug,
    service: booking.service.slug,
    party: booking.party,
    tz: zone,
    from: [first, today].sort().at(-1)!,
    to: addDays(date, 7 * WEEKS_AFTER),
  };
  for (const staff of [booking.staff.slug, undefined]) {
    const free = await freeTimes({ ...question, staff }, now);
    const found = free.ok ? againAmong(free.slots, wish, zone) : null;
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
