import "server-only";
import { randomUUID } from "node:crypto";
import { availabilityData, startOfDate } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import type { AvailabilityData, AvailabilityQuery } from "@/lib/availability/schema";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { addDays, findVisits, type Visit } from "../scheduling";
import { admit, hashOf, replayOf } from "./admission";
import { bookingItem } from "./item";
import { manageUrl } from "./mutations";
import type { BookingFailure } from "./refusals";
import { related } from "./related";
import type { Booking, BookingRequest } from "./schema";

/** A start at which all services of a visit fit, as pages are told it. */
export interface VisitTime {
  start: string;
  end: string;
  parts: { service: string; start: string; end: string; staff: string }[];
}

export type VisitBooked =
  | { ok: true; replayed: boolean; bookings: Booking[]; manageUrl: string }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | (Omit<BookingFailure, "alternatives"> & { alternatives?: VisitTime[] });

/**
 * Free times for several services back to back over the viewer's dates.
 * @param services slugs in their order; the first is `query.service`
 * @param now epoch milliseconds
 */
export async function visitTimes(
  query: AvailabilityQuery,
  services: string[],
  now: number,
): Promise<{ ok: true; visits: VisitTime[] } | Refusal> {
  const from = startOfDate(query.tz, query.from);
  const to = startOfDate(query.tz, addDays(query.to, 1));
  const parts = await partData(query, services, from, to);
  if (!parts.ok) return parts;
  const visits = visitsOf(parts.data, { now, from, to, party: query.party });
  return { ok: true, visits: visits.map((visit) => told(visit, services)) };
}

/**
 * Books a visit: all of its services or none, in one transaction.
 * @param services slugs in their order; the first is `request.service`
 */
export async function createVisit(
  request: BookingRequest,
  services: string[],
  {
    key,
    now,
    source,
    userId,
  }: { key: string; now: number; source: "public" | "api"; userId?: string },
): Promise<VisitBooked> {
  const admissions = await Promise.all(services.map((service) => admit({ ...request, service })));
  const fields: Record<string, string> = {};
  for (const admission of admissions) {
    if (admission.ok) continue;
    if (!("fields" in admission)) return admission;
    Object.assign(fields, admission.fields);
  }
  if (Object.keys(fields).length > 0) return { ok: false, code: "invalid", fields };
  const [first] = admissions;
  if (!first?.ok) return { ok: false, code: "service_not_found" };
  const businessId = first.page.business.id;
  const requestHash = hashOf({ request, services });

  const span = { from: request.start, to: request.start + 60_000 };
  const scope = {
    business: request.business,
    staff: request.staff === "any" ? undefined : request.staff,
  };
  const parts = await partData(scope, services, span.from, span.to);
  if (!parts.ok) return { ok: false, code: parts.code };
  const visit = visitsOf(parts.data, { now, ...span, party: request.party }).find(
    ({ start }) => start === request.start,
  );
  if (!visit) {
    const replay = await replayOf(businessId, key, requestHash);
    if (replay && !replay.ok) return { ok: false, code: replay.code };
    if (replay?.ok) return visitBooked(await related(replay.booking.id), true);
    return {
      ok: false,
      code: request.start <= now ? "in_the_past" : "slot_taken",
      alternatives: await nearestVisits(request, scope, services, now),
    };
  }

  const items = await Promise.all(
    visit.parts.map(async ({ part, start, staff }) => {
      const data = parts.data[part]!;
      const admission = admissions[part]!;
      if (!admission.ok) throw new Error("unreachable: every part was admitted");
      const person = data.staff.find(({ slug }) => slug === staff)!;
      return bookingItem(request, admission, {
        bookingId: randomUUID(),
        start,
        staff: [[person.id]],
        staffChoice: scope.staff ? "chosen" : "any",
        source,
        ...(userId ? { userId } : {}),
        actor: { kind: "customer" },
      });
    }),
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
    return {
      ok: false,
      code: written.code,
      alternatives: await nearestVisits(request, scope, services, now),
    };
  }
  if (!written.replayed) nudgeDispatch();
  return visitBooked(written.bookings, written.replayed);
}

async function partData(
  scope: { business: string; staff?: string | undefined },
  services: string[],
  from: number,
  to: number,
): Promise<{ ok: true; data: AvailabilityData[] } | Refusal> {
  // A chosen person need not do every part: those that they don't do go to anyone.
  const data = await Promise.all(
    services.map(async (service) => {
      const chosen = await availabilityData({ ...scope, service, from, to: to + DAY });
      return !chosen.ok && chosen.code === "staff_not_found"
        ? availabilityData({ business: scope.business, service, from, to: to + DAY })
        : chosen;
    }),
  );
  const refusal = data.find((one): one is Refusal => !one.ok);
  return refusal ?? { ok: true, data: data as AvailabilityData[] };
}

const DAY = 86_400_000;

function visitsOf(
  data: AvailabilityData[],
  question: { now: number; from: number; to: number; party: number },
): Visit[] {
  return findVisits(data.map((part) => slotQuery(part, question)));
}

async function nearestVisits(
  request: BookingRequest,
  scope: { business: string; staff?: string | undefined },
  services: string[],
  now: number,
): Promise<VisitTime[]> {
  const from = Math.max(now, request.start - 2 * DAY);
  const to = from + 7 * DAY;
  const parts = await partData(scope, services, from, to);
  if (!parts.ok) return [];
  return visitsOf(parts.data, { now, from, to, party: request.party })
    .sort((a, b) => Math.abs(a.start - request.start) - Math.abs(b.start - request.start))
    .slice(0, 6)
    .sort((a, b) => a.start - b.start)
    .map((visit) => told(visit, services));
}

async function visitBooked(bookings: Booking[], replayed: boolean): Promise<VisitBooked> {
  return { ok: true, replayed, bookings, manageUrl: await manageUrl(bookings[0]!.id) };
}

function told(visit: Visit, services: string[]): VisitTime {
  const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
  return {
    start: iso(visit.start),
    end: iso(visit.end),
    parts: visit.parts.map(({ part, start, end, staff }) => ({
      service: services[part]!,
      start: iso(start),
      end: iso(end),
      staff,
    })),
  };
}
