import "server-only";
import { randomUUID } from "node:crypto";
import { availabilityData } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import {
  type Explanation,
  explain,
  findSlots,
  occurrencesOf,
  type SeriesRule,
  type Slot,
} from "../scheduling";
import { admit, hashOf, replayOf } from "./admission";
import { heldBookings } from "./holds";
import { newBookingId } from "./ids";
import { bookingItem } from "./item";
import { type Booked, manageUrl } from "./mutations";
import { type WhyNot, whyNot } from "./rules";
import type { Booking, BookingRequest } from "./schema";
import { teams } from "./teams";
import { together } from "./together";

/** The same appointment again and again: planned date by date, then booked in one transaction. */

const MS_PER_DAY = 86_400_000;
/** Other times offered for a date that does not fit. */
const ALTERNATIVES = 4;

/** One date of a series, before it is booked. */
export interface PlannedOccurrence {
  /** Local date in the business's zone. */
  date: string;
  /** Null where the clocks skip that time. */
  start: string | null;
  free: boolean;
  /** Why it cannot be had; null when free. */
  reason: WhyNot | null;
  /** Free times nearest to it, within three days. */
  alternatives: string[];
}

export type SeriesPlan = { ok: true; zone: string; occurrences: PlannedOccurrence[] } | Refusal;

export interface SeriesScope {
  business: string;
  service: string;
  staff?: string | undefined;
  party: number;
  /** The booking that is held for the first date: its place counts as free. */
  except?: string | undefined;
}

/**
 * Lays out a series before anything is booked: which of its dates are free, why the others are not, and what could
 * take their place.
 * @param start the first occurrence, epoch milliseconds
 * @param now epoch milliseconds
 */
export async function planSeries(
  scope: SeriesScope,
  rule: SeriesRule,
  start: number,
  now: number,
): Promise<SeriesPlan> {
  const data = await availabilityData({ ...scope, from: start, to: start + MS_PER_DAY });
  if (!data.ok) return data;
  if (!(await allowsSeries(data.service.id))) return { ok: false, code: "no_series" };
  const zone = data.business.timeZone;
  const occurrences = occurrencesOf(rule, start, zone);
  const last = Math.max(...occurrences.map((one) => one.start ?? 0), start);
  const span = { from: start - 3 * MS_PER_DAY, to: last + 3 * MS_PER_DAY };
  const whole = await availabilityData({ ...scope, ...span });
  if (!whole.ok) return whole;
  const query = slotQuery(whole, { now, ...span, party: scope.party });
  const slots = findSlots(query);
  const byStart = new Map(slots.map((slot) => [slot.start, slot]));
  return {
    ok: true,
    zone,
    occurrences: occurrences.map(({ date, start: at }) => {
      const free = at !== null && byStart.has(at);
      return {
        date,
        start: at === null ? null : iso(at),
        free,
        reason: free ? null : at === null ? "skipped" : whyNot(reasonsOf(explain(query, at))),
        alternatives: free ? [] : nearest(slots, at ?? Date.parse(`${date}T12:00:00Z`)),
      };
    }),
  };
}

/**
 * Books the chosen dates of a series: all of them or none. Each is checked by the engine on fresh data first; the
 * first that does not fit is named.
 * @param now epoch milliseconds
 */
export async function createSeries(
  request: BookingRequest & { series: NonNullable<BookingRequest["series"]> },
  {
    key,
    now,
    source,
    userId,
  }: { key: string; now: number; source: "public" | "api"; userId?: string },
): Promise<Booked> {
  const admitted = await admit(request);
  if (!admitted.ok) return admitted;
  if (request.add.length > 0 || !(await allowsSeries(admitted.service.id))) {
    return { ok: false, code: "no_series" };
  }
  const { every, interval } = request.series;
  const starts = [...new Set([request.start, ...request.series.starts])].sort((a, b) => a - b);
  const held = request.hold ? (await heldBookings(request.hold))?.[0] : undefined;
  const scope = {
    business: request.business,
    service: request.service,
    staff: request.staff === "any" ? undefined : request.staff,
    except: held?.id,
  };
  const span = { from: starts[0]!, to: starts.at(-1)! + 60_000 };
  const data = await availabilityData({ ...scope, ...span });
  if (!data.ok) return { ok: false, code: data.code };
  const query = slotQuery(data, { now, ...span, party: request.party });
  const byStart = new Map(findSlots(query).map((slot) => [slot.start, slot]));
  const requestHash = hashOf({ ...request, hold: undefined });
  const missing = starts.find((start) => !byStart.has(start));
  if (missing !== undefined) {
    const replay = await replayOf(admitted.page.business.id, key, requestHash);
    if (!replay) return { ok: false, code: "date_taken", start: iso(missing) };
    if (!replay.ok) return { ok: false, code: replay.code };
    return booked((await together(replay.booking.id)).bookings, true);
  }
  const items = await Promise.all(
    starts.map((start) =>
      bookingItem(request, admitted, {
        bookingId: newBookingId(),
        start,
        staff: teams(data, byStart.get(start)!.staff, start),
        staffChoice: scope.staff ? "chosen" : "any",
        source,
        actor: userId ? { kind: "customer", userId } : { kind: "customer" },
        ...(userId ? { userId } : {}),
        ...(held && Date.parse(held.start) === start ? { holdId: held.id } : {}),
      }),
    ),
  );
  const written = await callFunction<
    { ok: true; replayed: boolean; bookings: Booking[] } | (Refusal & { item?: number })
  >("create_bookings", {
    p_request: {
      businessId: admitted.page.business.id,
      items,
      group: { kind: "series", id: randomUUID(), every, interval },
      idempotencyKey: key,
      requestHash,
    },
  });
  if (!written.ok) {
    const at = starts[written.item ?? 0];
    return TAKEN.has(written.code) && at !== undefined
      ? { ok: false, code: "date_taken", start: iso(at) }
      : { ok: false, code: written.code };
  }
  if (!written.replayed) nudgeDispatch();
  return booked(written.bookings, written.replayed);
}

/** Refusals that are about one of the dates. */
const TAKEN = new Set(["slot_taken", "session_full", "limit_reached", "in_the_past"]);

/** Whether customers may book a series of a service. */
export async function allowsSeries(serviceId: string): Promise<boolean> {
  return callFunction<boolean>("allows_series", { p_service_id: serviceId });
}

/** What speaks against a time: the service's own reasons, and where there are none, those of the people. */
function reasonsOf(explanation: Explanation): Explanation["reasons"] {
  return [...explanation.reasons, ...explanation.staff.flatMap(({ reasons }) => reasons)];
}

function nearest(slots: Slot[], around: number): string[] {
  return slots
    .filter(({ start }) => Math.abs(start - around) <= 3 * MS_PER_DAY)
    .sort((a, b) => Math.abs(a.start - around) - Math.abs(b.start - around))
    .slice(0, ALTERNATIVES)
    .sort((a, b) => a.start - b.start)
    .map(({ start }) => iso(start));
}

async function booked(bookings: Booking[], replayed: boolean): Promise<Booked> {
  const [booking] = bookings as [Booking];
  return { ok: true, replayed, booking, bookings, manageUrl: await manageUrl(booking.id) };
}

function iso(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
