import "server-only";
import { calendarOf, NOBODY } from "@/lib/availability/editor-calendar";
import { teamSchedules } from "@/lib/availability/editor-data";
import { workingSpans } from "@/lib/availability/editor-team";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { addDays } from "../scheduling";
import { startOfDate } from "./rules";
import type { Shades } from "./shades-schema";

/**
 * What lies behind the appointments of a calendar: everybody's working hours, time that is blocked, and what their own
 * calendars hold, over local dates of the business.
 * @param to exclusive
 */
export async function shadesBetween(
  db: SessionClient,
  businessId: BusinessId,
  zone: string,
  from: string,
  to: string,
): Promise<Shades> {
  const span = { from: startOfDate(zone, from), to: startOfDate(zone, to) };
  const reach = { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
  const [team, off, busy] = await Promise.all([
    teamSchedules(db, businessId, addDays(from, -7)),
    db
      .from("time_off")
      .select("id, staff_id, starts_at, ends_at, reason, called_off")
      .eq("business_id", businessId)
      .lt("starts_at", reach.to)
      .gt("ends_at", reach.from),
    db
      .from("busy_times")
      .select("staff_id, starts_at, ends_at, label")
      .eq("business_id", businessId)
      .lt("starts_at", reach.to)
      .gt("ends_at", reach.from),
  ]);
  const error = off.error ?? busy.error;
  if (error) throw new Error(`shades: ${error.message}`);
  const business = team.business.schedule;
  const days = calendarOf({ business, own: NOBODY }, from, addDays(to, -1));
  return {
    days: [...days].flatMap(([date, { why, name }]) =>
      why === "closed" || why === "special"
        ? [{ date, name: name || (why === "closed" ? "Closed" : "Special hours") }]
        : [],
    ),
    people: team.staff.map((person) => ({
      staffId: person.id,
      // Blocked time is drawn by itself: what is open is told as if nobody were away.
      open: workingSpans(
        { business, own: { ...person.schedule, timeOff: [] } },
        span.from,
        span.to,
      ).map(({ start, end }): [number, number] => [start, end]),
      off: off
        .data!.filter(({ staff_id }) => staff_id === person.id)
        .map(({ id, starts_at, ends_at, reason, called_off: calledOff }) => ({
          id,
          start: Date.parse(starts_at),
          end: Date.parse(ends_at),
          label: reason || (calledOff ? "Session called off" : ""),
          calledOff,
        })),
      external: busy
        .data!.filter(({ staff_id }) => staff_id === person.id)
        .map(({ starts_at, ends_at, label }) => ({
          start: Date.parse(starts_at),
          end: Date.parse(ends_at),
          label,
        })),
    })),
  };
}
