import "server-only";
import { randomUUID } from "node:crypto";
import { availabilityData, startOfDate } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import type { AvailabilityData, AvailabilityQuery, FreeTime } from "@/lib/availability/schema";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { addDays, findVisits, type Visit } from "../scheduling";
import { admit, hashOf, replayOf } from "./admission";
import { type Hold, heldBookings, putHold, releaseHold } from "./holds";
import { newBookingId } from "./ids";
import { type ActingPerson, bookingItem } from "./item";
import { type Booked, manageUrl } from "./mutations";
import { type BookingFailure, takenOrNotOffered } from "./refusals";
import { customerMayMove, staffToKeep, withoutAppointments } from "./rules";
import type { Booking, BookingRequest, HoldRequest } from "./schema";
import { type MovedSome, together, writeMoves } from "./together";

/** Several services in one visit, back to back: timed, priced, held, booked and told as one. */

const DAY = 86_400_000;

/** What a visit is of: the services in their order, and with whom as far as they can. */
export interface VisitScope {
  business: string;
  services: readonly string[];
  staff?: string | undefined;
  /** Appointments of the customer's own, which count as free (time rule 15). */
  own?: ReadonlySet<string>;
}

/**
 * Free times for several services back to back over the viewer's dates.
 * @param now epoch milliseconds
 */
export async function visitTimes(
  query: AvailabilityQuery,
  now: number,
  own?: ReadonlySet<string>,
): Promise<{ ok: true; slots: FreeTime[] } | Refusal> {
  const services = [query.service, ...query.add];
  const span = {
    from: startOfDate(query.tz, query.from),
    to: startOfDate(query.tz, addDays(query.to, 1)),
  };
  const parts = await partData({ ...query, services, ...(own ? { own } : {}) }, span);
  if (!parts.ok) return parts;
  return { ok: true, slots: visitsOf(parts.data, now, span).map((visit) => told(visit, services)) };
}

/**
 * Holds every part of a visit for ten minutes, or none.
 * @param now epoch milliseconds
 */
export async function holdVisit(
  request: HoldRequest,
  now: number,
): Promise<{ ok: true; hold: Hold } | BookingFailure> {
  if (request.replaces) await releaseHold(request.replaces);
  const scope = scopeOf(request);
  const found = await visitAt(scope, request.start, now);
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.visit) return taken(scope, found.data, request.start, now);
  const holds: Hold[] = [];
  for (const { part, start, staff } of found.visit.parts) {
    const data = found.data[part]!;
    const held = await putHold({
      serviceId: data.service.id,
      start,
      party: 1,
      staff: [[data.staff.find(({ slug }) => slug === staff)!.id]],
      staffChoice: scope.staff ? "chosen" : "any",
      timeZone: request.timeZone,
    });
    if (!held.ok) {
      // Somebody was faster between the look and the hold: what was held already goes back.
      await Promise.all(holds.map(({ token }) => releaseHold(token)));
      return taken(scope, found.data, request.start, now);
    }
    holds.push(held.hold);
  }
  return {
    ok: true,
    hold: {
      ...holds[0]!,
      token: holds.map(({ token }) => token).join("."),
      expiresAt: holds.map(({ expiresAt }) => expiresAt).sort()[0]!,
    },
  };
}

/**
 * Books a visit: all of its services or none, in one transaction.
 * @param now epoch milliseconds
 */
export async function createVisit(
  request: BookingRequest,
  {
    key,
    now,
    source,
    userId,
  }: { key: string; now: number; source: "public" | "api"; userId?: string },
): Promise<Booked> {
  const scope = scopeOf(request);
  const admissions = await Promise.all(
    scope.services.map((service) => admit({ ...request, service })),
  );
  const fields: Record<string, string> = {};
  for (const admission of admissions) {
    if (admission.ok) continue;
    if (!("fields" in admission)) return admission;
    Object.assign(fields, admission.fields);
  }
  if (Object.keys(fields).length > 0) return { ok: false, code: "invalid", fields };
  const admitted = admissions.flatMap((one) => (one.ok ? [one] : []));
  const businessId = admitted[0]!.page.business.id;
  const requestHash = hashOf({ ...request, hold: undefined });

  const held = await heldParts(request);
  const found = held ? null : await visitAt(scope, request.start, now);
  if (found && !found.ok) return { ok: false, code: found.code };
  if (found && !found.visit) {
    const replay = await replayOf(businessId, key, requestHash);
    if (replay && !replay.ok) return { ok: false, code: replay.code };
    if (replay?.ok) return booked((await together(replay.booking.id)).bookings, true);
    return taken(scope, found.data, request.start, now);
  }
  const parts =
    held ??
    found!.visit!.parts.map(({ part, start, staff }) => ({
      start,
      staff: found!.data[part]!.staff.find(({ slug }) => slug === staff)!.id,
      holdId: undefined,
    }));

  const items = await Promise.all(
    parts.map(({ start, staff, holdId }, i) =>
      bookingItem(request, admitted[i]!, {
        bookingId: newBookingId(),
        start,
        staff: [[staff]],
        staffChoice: scope.staff ? "chosen" : "any",
        source,
        actor: userId ? { kind: "customer", userId } : { kind: "customer" },
        ...(userId ? { userId } : {}),
        ...(holdId ? { holdId } : {}),
      }),
    ),
  );
  const written = await callFunction<
    { ok: true; replayed: boolean; bookings: Booking[] } | Refusal
  >("create_bookings", {
    p_request: {
      businessId,
      items,
      group: { kind: "visit", id: randomUUID() },
      idempotencyKey: key,
      requestHash,
    },
  });
  if (!written.ok) {
    const again = await visitAt(scope, request.start, now);
    return written.code === "slot_taken" && again.ok
      ? taken(scope, again.data, request.start, now)
      : { ok: false, code: written.code };
  }
  if (!written.replayed) nudgeDispatch();
  return booked(written.bookings, written.replayed);
}

/** The parts that are held for this very visit, in its order; a hold of anything else is given back. */
async function heldParts(
  request: BookingRequest,
): Promise<{ start: number; staff: string; holdId: string | undefined }[] | null> {
  if (!request.hold) return null;
  const held = await heldBookings(request.hold);
  const services = [request.service, ...request.add];
  const fits =
    held?.length === services.length &&
    held.every(({ service }, i) => service.slug === services[i]) &&
    held[0]!.business.slug === request.business &&
    Date.parse(held[0]!.start) === request.start;
  if (!fits) {
    await releaseHold(request.hold);
    return null;
  }
  return held.map(({ id, start, staff }) => ({
    start: Date.parse(start),
    staff: staff.id,
    holdId: id,
  }));
}

/** The arrangement of a visit at one start, on fresh data; `visit` is null when it does not fit. */
export async function visitAt(
  scope: VisitScope,
  start: number,
  now: number,
): Promise<{ ok: true; visit: Visit | null; data: AvailabilityData[] } | Refusal> {
  const span = { from: start, to: start + 60_000 };
  const parts = await partData(scope, span);
  if (!parts.ok) return parts;
  const [visit] = visitsOf(parts.data, now, span);
  return { ok: true, visit: visit?.start === start ? visit : null, data: parts.data };
}

/** The refusal of a start, with the nearest ones at which the whole visit fits. */
export async function taken(
  scope: VisitScope,
  data: AvailabilityData[],
  start: number,
  now: number,
): Promise<BookingFailure> {
  const from = Math.max(now, start - 3 * DAY);
  const span = { from, to: from + 10 * DAY };
  const parts = await partData(scope, span);
  const visits = parts.ok ? visitsOf(parts.data, now, span) : [];
  return {
    ok: false,
    code: takenOrNotOffered(data[0]!, start, now) === "in_the_past" ? "in_the_past" : "slot_taken",
    alternatives: visits
      .sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start))
      .slice(0, 6)
      .sort((a, b) => a.start - b.start)
      .map((visit) => told(visit, scope.services)),
  };
}

function scopeOf(request: {
  business: string;
  service: string;
  add: readonly string[];
  staff: string;
}): VisitScope {
  return {
    business: request.business,
    services: [request.service, ...request.add],
    staff: request.staff === "any" ? undefined : request.staff,
  };
}

/** What the engine needs of each part. Classes, and services that take several people at once, stand alone. */
async function partData(
  { business, services, staff, own }: VisitScope,
  { from, to }: { from: number; to: number },
): Promise<{ ok: true; data: AvailabilityData[] } | Refusal> {
  const data = await Promise.all(
    services.map(async (service) => {
      const scope = { business, service, from, to: to + DAY };
      // A chosen person need not do every part: those that they don't do go to anyone.
      const chosen = await availabilityData({ ...scope, staff });
      return !chosen.ok && chosen.code === "staff_not_found" ? availabilityData(scope) : chosen;
    }),
  );
  const refusal = data.find((one): one is Refusal => !one.ok);
  if (refusal) return refusal;
  const parts = data as AvailabilityData[];
  if (parts.some(({ service }) => service.capacity > 1 || service.staffRequired > 1)) {
    return { ok: false, code: "not_in_a_visit" };
  }
  return { ok: true, data: own ? parts.map((part) => withoutAppointments(part, own)) : parts };
}

function visitsOf(
  data: AvailabilityData[],
  now: number,
  span: { from: number; to: number },
): Visit[] {
  return findVisits(data.map((part) => slotQuery(part, { now, ...span, party: 1 })));
}

async function booked(bookings: Booking[], replayed: boolean): Promise<Booked> {
  const [booking] = bookings as [Booking];
  return { ok: true, replayed, booking, bookings, manageUrl: await manageUrl(booking.id) };
}

function told(visit: Visit, services: readonly string[]): FreeTime {
  const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
  return {
    start: iso(visit.start),
    end: iso(visit.end),
    staff: [...new Set(visit.parts.map(({ staff }) => staff))],
    seatsLeft: 1,
    parts: visit.parts.map(({ part, start, end, staff }) => ({
      service: services[part]!,
      start: iso(start),
      end: iso(end),
      staff,
    })),
  };
}

/**
 * Moves a visit as a whole: its parts are arranged anew around the start, all or none.
 * @param parts what still stands of it, by time
 * @param start where it begins, epoch milliseconds
 * @param staff a slug, "any", or undefined for whoever does it now (see staffToKeep)
 * @param now epoch milliseconds
 */
export async function moveVisit(
  parts: Booking[],
  {
    start,
    staff,
    actor,
    now,
  }: { start: number; staff?: string | undefined; actor: ActingPerson; now: number },
): Promise<MovedSome & { alternatives?: FreeTime[] }> {
  const [first] = parts as [Booking];
  const late = parts.map((one) => customerMayMove(one, now)).find(({ allowed }) => !allowed);
  if (late && !late.allowed) {
    return { ok: false, code: late.because === "ended" ? "not_possible" : late.because };
  }
  const scope = visitScope(parts, staff ?? staffToKeep(parts));
  const found = await visitAt(scope, start, now);
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.visit) return taken(scope, found.data, start, now);
  const items = found.visit.parts.map(({ part, start: at, staff: slug }) => ({
    bookingId: parts[part]!.id,
    start: new Date(at).toISOString(),
    staff: [[found.data[part]!.staff.find((one) => one.slug === slug)!.id]],
    expectedSequence: parts[part]!.sequence,
  }));
  return writeMoves(first, items, start, actor);
}

/**
 * The times that a visit could be moved to, as `visitTimes` tells them.
 * @param parts what still stands of it, by time
 */
export function timesForVisit(
  parts: readonly Booking[],
  query: AvailabilityQuery,
  now: number,
): ReturnType<typeof visitTimes> {
  const { services, own } = visitScope(parts, query.staff ?? "any");
  const [service, ...add] = services as [string, ...string[]];
  return visitTimes({ ...query, service, add }, now, own);
}

/** What a visit is of, its own places counted as free. */
function visitScope(parts: readonly Booking[], staff: string): VisitScope {
  return {
    business: parts[0]!.business.slug,
    services: parts.map(({ service }) => service.slug),
    staff: staff === "any" ? undefined : staff,
    own: new Set(parts.map(({ appointmentId }) => appointmentId)),
  };
}
