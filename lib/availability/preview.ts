import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { Member } from "@/lib/supabase/session";
import {
  addDays,
  type Explanation,
  explain,
  findSlots,
  localDateOf,
  type SlotQuery,
} from "../scheduling";
import { availabilityData, startOfDate } from "./data";
import { layerOf } from "./editor";
import type { Overlay } from "./editor-schema";
import { slotQuery } from "./query";
import type { ServiceRules } from "./rules";
import type { AvailabilityData } from "./schema";

const MS_PER_DAY = 86_400_000;
/** How far the preview looks. */
export const PREVIEW_DAYS = 14;
/** How far it looks for the next free day where those are empty, and how much of that at once. */
const FURTHER_DAYS = 182;
const FURTHER_STEP = 28;

export interface PreviewDay {
  /** Local date of the business. */
  date: string;
  times: { start: number; staff: readonly string[]; seatsLeft: number }[];
}

export type Preview =
  | {
      ok: true;
      zone: string;
      stepMin: number;
      capacity: number;
      days: PreviewDay[];
      next: string | null;
    }
  | { ok: false; code: string };

/**
 * What a customer would be offered over two weeks if the settings at hand were saved.
 * @param from local date of the business
 * @param now epoch milliseconds
 */
export async function previewTimes(
  member: Member,
  question: { service: string; from: string; party: number; overlay: Overlay },
  now: number,
): Promise<Preview> {
  const zone = member.membership.timeZone;
  const from = startOfDate(zone, question.from);
  const to = startOfDate(zone, addDays(question.from, PREVIEW_DAYS));
  const data = await overlaid(member, question.service, question.overlay, from, to);
  if (!data.ok) return data;
  const slots = findSlots(slotQuery(data, { now, from, to, party: question.party }));
  const days = new Map<string, PreviewDay>();
  for (let i = 0; i < PREVIEW_DAYS; i++) {
    const date = addDays(question.from, i);
    days.set(date, { date, times: [] });
  }
  for (const { start, staff, seatsLeft } of slots) {
    days.get(localDateOf(zone, start))?.times.push({ start, staff, seatsLeft });
  }
  return {
    ok: true,
    zone,
    stepMin: data.service.stepMin,
    capacity: data.service.capacity,
    days: [...days.values()],
    next: slots.length > 0 ? null : await nextDate(member, question, now),
  };
}

/** The first date after those of the preview that offers a time; null = none within half a year. */
async function nextDate(
  member: Member,
  {
    service,
    from,
    party,
    overlay,
  }: { service: string; from: string; party: number; overlay: Overlay },
  now: number,
): Promise<string | null> {
  const zone = member.membership.timeZone;
  for (let days = PREVIEW_DAYS; days < FURTHER_DAYS; days += FURTHER_STEP) {
    const first = startOfDate(zone, addDays(from, days));
    const last = startOfDate(zone, addDays(from, days + FURTHER_STEP));
    const data = await overlaid(member, service, overlay, first, last);
    if (!data.ok) return null;
    const [slot] = findSlots(slotQuery(data, { now, from: first, to: last, party }));
    if (slot) return localDateOf(zone, slot.start);
  }
  return null;
}

/** Why a start (epoch milliseconds) would or would not be offered with the settings at hand. */
export async function explainTime(
  member: Member,
  question: { service: string; start: number; party: number; overlay: Overlay },
  now: number,
): Promise<{ ok: true; explanation: Explanation } | { ok: false; code: string }> {
  const { start } = question;
  const span = { from: start, to: start + 60_000 };
  const data = await overlaid(member, question.service, question.overlay, span.from, span.to);
  if (!data.ok) return data;
  const query: SlotQuery = slotQuery(data, { now, party: question.party, ...span });
  return { ok: true, explanation: explain(query, start) };
}

/** The database's answer with the unsaved settings in place of the saved ones. */
async function overlaid(
  member: Member,
  service: string,
  overlay: Overlay,
  from: number,
  to: number,
): Promise<AvailabilityData | { ok: false; code: string }> {
  const data = await availabilityData({ business: member.membership.slug, service, from, to });
  if (!data.ok) return { ok: false, code: data.code };
  if (overlay.kind === "schedule") return withSchedule(data, overlay);
  if (overlay.kind === "rules") return withRules(member.db, data, overlay.rules, from, to);
  return data;
}

function withSchedule(
  data: AvailabilityData,
  { staffId, schedule }: Extract<Overlay, { kind: "schedule" }>,
): AvailabilityData {
  const layer = layerOf(schedule);
  if (staffId === null) return { ...data, business: { ...data.business, layer } };
  return {
    ...data,
    staff: data.staff.map((person) =>
      person.id === staffId
        ? {
            ...person,
            layer,
            timeZone: schedule.timeZone,
            followsBusinessHours: schedule.followsBusinessHours,
            timeOff: schedule.timeOff.map(({ start, end }): [number, number] => [start, end]),
          }
        : person,
    ),
  };
}

/** A week's limits count whole weeks at both ends of the question. */
const LIMIT_REACH_MS = 9 * MS_PER_DAY;

async function withRules(
  db: SessionClient,
  data: AvailabilityData,
  rules: ServiceRules,
  from: number,
  to: number,
): Promise<AvailabilityData> {
  const { service } = data;
  const limited = rules.limitPerDay !== null || rules.limitPerWeek !== null;
  const reach = {
    from: new Date(from - LIMIT_REACH_MS).toISOString(),
    to: new Date(to + LIMIT_REACH_MS).toISOString(),
  };
  // The saved rules decide what availability_data looks up; what only the new ones need is fetched here.
  const [starts, resources] = await Promise.all([
    limited ? startsOf(db, service.id, reach) : [],
    resourcesOf(db, rules.resources, reach),
  ]);
  const closed = rules.capacity === 1;
  return {
    ...data,
    service: {
      ...service,
      ...rules,
      starts,
    },
    resources,
    staff: closed
      ? data.staff.map((person) => ({
          ...person,
          appointments: person.appointments.map(
            ([start, end, before, after, id, , capacity]): (typeof person.appointments)[number] => [
              start,
              end,
              before,
              after,
              id,
              -1,
              capacity,
            ],
          ),
        }))
      : data.staff,
  };
}

interface Reach {
  from: string;
  to: string;
}

async function startsOf(db: SessionClient, serviceId: string, reach: Reach): Promise<number[]> {
  const { data, error } = await db
    .from("appointments")
    .select("starts_at")
    .eq("service_id", serviceId)
    .eq("active", true)
    .is("assists", null)
    .gte("starts_at", reach.from)
    .lt("starts_at", reach.to);
  if (error) throw new Error(`preview: ${error.message}`);
  return data.map(({ starts_at }) => Date.parse(starts_at) / 1000);
}

async function resourcesOf(
  db: SessionClient,
  needs: readonly { id: string }[],
  reach: Reach,
): Promise<AvailabilityData["resources"]> {
  if (needs.length === 0) return [];
  const ids = needs.map(({ id }) => id);
  const [things, uses] = await Promise.all([
    db.from("resources").select("id, quantity").in("id", ids),
    db
      .from("appointment_resources")
      .select("resource_id, unit, blocked, appointment_id")
      .in("resource_id", ids)
      .eq("active", true)
      .overlaps("blocked", `[${reach.from},${reach.to})`),
  ]);
  const error = things.error ?? uses.error;
  if (error) throw new Error(`preview: ${error.message}`);
  return (things.data ?? []).map(({ id, quantity }) => ({
    id,
    quantity,
    busy: (uses.data ?? [])
      .filter(({ resource_id }) => resource_id === id)
      .map(({ unit, blocked, appointment_id }): [number, number, number, string] => {
        const [start, end] = spanOf(String(blocked));
        return [start, end, unit, appointment_id];
      }),
  }));
}

/** `["2026-11-23 09:00:00+00","2026-11-23 10:00:00+00")` as whole seconds. */
function spanOf(range: string): [number, number] {
  const [start, end] = [...range.matchAll(/"([^"]+)"/g)].map(([, text]) =>
    Date.parse(text!.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")),
  );
  return [start! / 1000, end! / 1000];
}
