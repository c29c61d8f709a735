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
import { type ActingPerson, bookingItem } from "./item";
import { manageUrl } from "./mutations";
import { related } from "./related";
import type { Booking, BookingRequest } from "./schema";
import { teams } from "./teams";

const MS_PER_DAY = 86_400_000;
/** Other times offered for an occurrence that does not fit. */
const ALTERNATIVES = 4;

/** One date of a series, before it is booked. */
export interface PlannedOccurrence {
  /** Local date in the business's zone. */
  date: string;
  /** Null where the clocks skip that time. */
  start: string | null;
  free: boolean;
  /** Why not, as the engine explains it; empty when free. */
  reasons: Explanation["reasons"];
  /** Free times nearest to it, within three days. */
  alternatives: string[];
}

export type SeriesPlan = { ok: true; zone: string; occurrences: PlannedOccurrence[] } | Refusal;

export interface SeriesScope {
  business: string;
  service: string;
  staff?: string | undefined;
  party: number;
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
        reasons: free || at === null ? [] : reasonsOf(explain(query, at)),
        alternatives: free ? [] : nearest(slots, at ?? Date.parse(`${date}T12:00:00Z`)),
      };
    }),
  };
}

/** What speaks against a time: the service's own reasons, and where there are none, those of the people. */
function reasonsOf(explanation: Explanation): Explanation["reasons"] {
  return explanation.reasons.length > 0
    ? explanation.reasons
    : explanation.staff.flatMap(({ reasons }) => reasons);
}

function nearest(slots: Slot[], around: number): string[] {
  return slots
    .filter(({ start }) => Math.abs(start - around) <= 3 * MS_PER_DAY)
    .sort((a, b) => Math.abs(a.start - around) - Math.abs(b.start - around))
    .slice(0, ALTERNATIVES)
    .sort((a, b) => a.start - b.start)
    .map(({ start }) => iso(start));
}

export type SeriesBooked =
  | { ok: true; replayed: boolean; bookings: Booking[]; manageUrl: string }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | { ok: false; code: string; start?: string };

/**
 * Books the chosen dates of a series: all of them or none. Each is checked by the engine on fresh data first; the
 * first that does not fit is named.
 * @param starts epoch milliseconds, as the customer has confirmed them
 */
export async function createSeries(
  request: BookingRequest,
  rule: Pick<SeriesRule, "every" | "interval">,
  starts: number[],
  {
    key,
    now,
    source,
    actor,
    userId,
  }: {
    key: string;
    now: number;
    source: "public" | "api" | "staff";
    actor: ActingPerson;
    userId?: string;
  },
): Promise<SeriesBooked> {
  const admitted = await admit(request);
  if (!admitted.ok) return admitted;
  const ordered = [...new Set(starts)].sort((a, b) => a - b);
  const scope = {
    business: request.business,
    service: request.service,
    staff: request.staff === "any" ? undefined : request.staff,
  };
  const span = { from: ordered[0]!, to: ordered.at(-1)! + 60_000 };
  const data = await availabilityData({ ...scope, ...span });
  if (!data.ok) return { ok: false, code: data.code };
  const query = slotQuery(data, { now, ...span, party: request.party });
  const byStart = new Map(findSlots(query).map((slot) => [slot.start, slot]));
  const requestHash = hashOf({ request, rule, ordered });
  const missing = ordered.find((start) => !byStart.has(start));
  if (missing !== undefined) {
    const replay = await replayOf(admitted.page.business.id, key, requestHash);
    if (!replay) return { ok: false, code: "slot_taken", start: iso(missing) };
    if (!replay.ok) return { ok: false, code: replay.code };
    return seriesBooked(await related(replay.booking.id), true);
  }
  const items = await Promise.all(
    ordered.map((start) =>
      bookingItem(request, admitted, {
        bookingId: randomUUID(),
        start,
        staff: teams(data, byStart.get(start)!.staff, start),
        staffChoice: scope.staff ? "chosen" : "any",
        source,
        actor,
        ...(userId ? { userId } : {}),
      }),
    ),
  );
  const written = await callFunction<
    { ok: true; replayed: boolean; bookings: Booking[] } | (Refusal & { item?: number })
  >("create_bookings", {
    p_request: {
      businessId: admitted.page.business.id,
      items,
      group: { kind: "series", id: randomUUID(), every: rule.every, interval: rule.interval },
      idempotencyKey: key,
      requestHash,
    },
  });
  if (!written.ok) {
    const at = ordered[written.item ?? 0];
    return { ok: false, code: written.code, ...(at === undefined ? {} : { start: iso(at) }) };
  }
  if (!written.replayed) nudgeDispatch();
  return seriesBooked(written.bookings, written.replayed);
}

async function seriesBooked(bookings: Booking[], replayed: boolean): Promise<SeriesBooked> {
  return { ok: true, replayed, bookings, manageUrl: await manageUrl(bookings[0]!.id) };
}

function iso(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
