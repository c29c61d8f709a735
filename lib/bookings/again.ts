import "server-only";
import { nearestTimes } from "@/lib/availability/data";
import type { FreeTime } from "@/lib/availability/schema";
import { callFunction } from "@/lib/supabase/functions";
import { bookAsCustomer } from "./customer";
import type { Booked } from "./mutations";
import { againStart } from "./rules";
import type { Booking } from "./schema";

/** Booking again what was booked before: the same service and people, at the nearest same weekday and time. */

/** Times looked at around the wished one. */
const NEARBY = 40;

/**
 * The time to propose for another booking like this one.
 * @param now epoch milliseconds
 * @returns the nearest free time of the same weekday and hour, else the nearest of all; null when nothing is free soon
 */
export async function proposalAfter(booking: Booking, now: number): Promise<FreeTime | null> {
  if (!booking.service.active) return null;
  const zone = booking.business.timeZone;
  const scope = { business: booking.business.slug, service: booking.service.slug };
  const wish = againStart(Date.parse(booking.start), zone, now);
  const WEEK = 7 * 86_400_000;
  for (const staff of [booking.staff.slug, undefined]) {
    const near = await nearestTimes({ ...scope, staff }, wish, booking.party, now, NEARBY);
    const same = near.find(({ start }) => (Date.parse(start) - wish) % WEEK === 0);
    const closest = [...near].sort(
      (a, b) => Math.abs(Date.parse(a.start) - wish) - Math.abs(Date.parse(b.start) - wish),
    )[0];
    if (same ?? closest) return (same ?? closest)!;
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
