import "server-only";
import { nearestTimes, type Scope } from "@/lib/availability/data";
import type { AvailabilityData, FreeTime } from "@/lib/availability/schema";

/** Why nothing was written; with the nearest free times where another time may serve. */
export interface BookingFailure {
  ok: false;
  code: string;
  /** Of a series, the date that cannot be had: its start, ISO in UTC. */
  start?: string;
  alternatives?: FreeTime[];
}

/** Refusals after which another time may serve. */
const RETRYABLE = new Set([
  "slot_taken",
  "session_full",
  "limit_reached",
  "not_offered",
  "in_the_past",
]);

/** The refusal of a start, with other times beside it where those help. */
export async function refused(
  code: string,
  scope: Omit<Scope, "from" | "to">,
  { start, party }: { start: number; party: number },
  now: number,
): Promise<BookingFailure> {
  if (!RETRYABLE.has(code)) return { ok: false, code };
  return {
    ok: false,
    code,
    alternatives: await nearestTimes(scope, Math.max(start, now), party, now),
  };
}

/** A start that stands within somebody's appointments was free a moment ago; any other was never offered. */
export function takenOrNotOffered(data: AvailabilityData, start: number, now: number): string {
  if (start <= now) return "in_the_past";
  const seconds = start / 1000;
  const end = seconds + data.service.durationMin * 60;
  const taken = data.staff.some((person) =>
    person.appointments.some(
      ([from, to, before, after]) =>
        from - (before + data.service.bufferAfterMin) * 60 < end &&
        seconds < to + (after + data.service.bufferBeforeMin) * 60,
    ),
  );
  return taken ? "slot_taken" : "not_offered";
}
