import "server-only";
import { Batch } from "@/lib/supabase/batch";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { addDays, findSlots, instantsOfLocal, type Slot } from "../scheduling";
import { Answers, momentOf, type Validity } from "./answers";
import { Flights } from "./flights";
import { type Question, slotQuery } from "./query";
import type { AvailabilityData, AvailabilityQuery, FreeTime } from "./schema";

const MS_PER_DAY = 86_400_000;

/** The data of one question: a business's service over a span of instants (epoch milliseconds). */
export interface Scope {
  business: string;
  service: string;
  staff?: string | undefined;
  from: number;
  to: number;
  /** The booking that is being moved: its own place counts as free (time rule 15). */
  except?: string | undefined;
}

/** Reads everything that the engine needs, in one round trip. */
export async function availabilityData(scope: Scope): Promise<AvailabilityData | Refusal> {
  return callFunction<AvailabilityData | Refusal>("availability_data", {
    p_business: scope.business,
    p_service: scope.service,
    p_from: new Date(scope.from).toISOString(),
    p_to: new Date(scope.to).toISOString(),
    p_staff: scope.staff ?? null,
    p_except: scope.except ?? null,
  });
}

/** First instant of a local date; where midnight does not exist, the first one after it. */
export function startOfDate(zone: string, date: string): number {
  for (let minute = 0; minute < 24 * 60; minute += 15) {
    const [first] = instantsOfLocal(zone, date, minute);
    if (first !== undefined) return first;
  }
  // A date that the zone skipped altogether (Apia, 2011-12-30) begins when the next one does.
  return startOfDate(zone, addDays(date, 1));
}

/**
 * The free times of a service over the viewer's dates. Those asked for again are worked out again only when the database,
 * in the same one round trip, says that something has changed.
 * @param now epoch milliseconds
 * @returns times in order, with the slugs of who is free, or a refusal: business_not_found, service_not_found, staff_not_found
 */
export async function freeTimes(
  query: Omit<AvailabilityQuery, "add">,
  now: number,
  except?: string,
): Promise<{ ok: true; slots: readonly FreeTime[] } | Refusal> {
  const from = startOfDate(query.tz, query.from);
  const to = startOfDate(query.tz, addDays(query.to, 1));
  return timesBetween({ ...query, from, to, except }, query.party, now);
}

async function timesBetween(
  scope: Scope,
  party: number,
  now: number,
): Promise<{ ok: true; slots: readonly FreeTime[] } | Refusal> {
  const { business, service, staff, from, to } = scope;
  const timesOf = (data: AvailabilityData) =>
    findSlots(slotQuery(data, { now, from, to, party })).map((slot) => told(slot, data));
  if (scope.except !== undefined) {
    const data = await availabilityData(scope);
    return data.ok ? { ok: true, slots: timesOf(data) } : data;
  }
  const question = JSON.stringify([business, service, staff, from, to, party]);
  const moment = momentOf(now);
  const known = answers.find(question, moment);
  const asked = {
    business,
    service,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    staff: staff ?? null,
    known: known?.version ?? null,
    until: known?.until ?? null,
  };
  // What has to be read from the beginning takes long, and must not keep those waiting who only need a yes.
  const fresh = known ? await confirmations.add(asked) : (await since([asked]))[0]!;
  if (fresh.same) return { ok: true, slots: known!.answer };
  const { data } = fresh;
  if (!data.ok) return data;
  const slots = timesOf(data);
  answers.keep(question, moment, fresh, slots, slots.length + 1);
  return { ok: true, slots };
}

/** Kept per process; some twenty megabytes when full. */
const answers = new Answers<readonly FreeTime[]>(100_000);

interface Asked extends Record<"business" | "service" | "from" | "to", string> {
  staff: string | null;
  known: string | null;
  until: number | null;
}

const since = (questions: Asked[]) =>
  callFunction<Since[]>("availability_since_all", { p_questions: questions });
const confirmations = new Batch<Asked, Since>(since);

/** Whoever loses a time while another loser's answer is under way shares it: two hundred at once would each read two weeks. */
const consolations = new Flights<Awaited<ReturnType<typeof timesBetween>>>();

type Since = { same: true } | ({ same: false; data: AvailabilityData | Refusal } & Validity);

/**
 * The free times nearest to an instant, for whoever has just lost one: at most `count`, in order of time.
 */
export async function nearestTimes(
  scope: Pick<Scope, "business" | "service" | "staff" | "except">,
  around: number,
  party: number,
  now: number,
  count = 6,
): Promise<FreeTime[]> {
  // From a whole day or minute on, so that all who lose a time to the same person ask the same question.
  const from = Math.max(
    Math.floor(now / 60_000) * 60_000,
    Math.floor(around / MS_PER_DAY - 3) * MS_PER_DAY,
  );
  const asked = { ...scope, from, to: from + 14 * MS_PER_DAY };
  const found = await consolations.run(JSON.stringify([asked, party]), () =>
    timesBetween(asked, party, now),
  );
  if (!found.ok) return [];
  const distance = ({ start }: FreeTime) => Math.abs(Date.parse(start) - around);
  return (
    [...found.slots]
      // What was just lost may still be free in an answer that somebody asked for a moment earlier.
      .filter(({ start }) => Date.parse(start) >= now && Date.parse(start) !== around)
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, count)
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
  );
}

/**
 * Whether one start is offered on fresh data, and to whom (time rule 17).
 * @returns the slot, or null when it is not offered, with the data it was decided on
 */
export async function slotAt(
  scope: Omit<Scope, "from" | "to">,
  start: number,
  question: Omit<Question, "from" | "to">,
): Promise<{ ok: true; slot: Slot | null; data: AvailabilityData } | Refusal> {
  const span = { from: start, to: start + 60_000 };
  const data = await availabilityData({ ...scope, ...span });
  if (!data.ok) return data;
  const [slot] = findSlots(slotQuery(data, { ...question, ...span }));
  return { ok: true, slot: slot?.start === start ? slot : null, data };
}

function told(slot: Slot, data: AvailabilityData): FreeTime {
  const durations = slot.staff.map(
    (slug) =>
      data.staff.find((person) => person.slug === slug)?.durationMin ?? data.service.durationMin,
  );
  // With "anyone", people may take differently long; the promise is the longest.
  const end = slot.start + Math.max(...durations) * 60_000;
  return {
    start: isoSeconds(slot.start),
    end: isoSeconds(end),
    staff: slot.staff,
    seatsLeft: slot.seatsLeft,
  };
}

function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
