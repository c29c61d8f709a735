import type { AvailabilityData } from "../availability/schema.ts";
import { fairestFirst } from "./rules.ts";

/**
 * Who is tried in which order for a start: teams of as many as the service needs, the fairest first.
 * @param free slugs of who is free then
 * @param start epoch milliseconds
 * @returns staff ids; the first of each team leads
 */
export function teams(data: AvailabilityData, free: readonly string[], start: number): string[][] {
  const people = data.staff.filter(({ slug }) => free.includes(slug));
  const order = fairestFirst(
    people.map((person) => ({
      id: person.id,
      load: person.appointments.length,
      weight: person.weight,
      idleSince: Math.max(
        ...person.appointments
          .filter(([, end]) => end * 1000 <= start)
          .map(([, end]) => end * 1000),
        Number.NEGATIVE_INFINITY,
      ),
    })),
  );
  const size = data.service.staffRequired;
  return order
    .map((_, i) => [...order.slice(i), ...order.slice(0, i)].slice(0, size))
    .filter((team) => team.length === size);
}
