import type { AvailabilityData } from "./schema.ts";

/** The data as if the service took so many minutes with everybody; undefined = as long as it takes. */
export function lasting(data: AvailabilityData, minutes: number | undefined): AvailabilityData {
  if (minutes === undefined) return data;
  return {
    ...data,
    service: { ...data.service, durationMin: minutes },
    staff: data.staff.map((person) => ({ ...person, durationMin: minutes })),
  };
}
