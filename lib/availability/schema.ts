import { z } from "zod";
import { isTimeZone, MAX_VISIT_PARTS } from "../scheduling/index.ts";

/** [ISO weekday 1–7, start minute, end minute] of a wall-clock day. */
export type HoursRow = [weekday: number, start: number, end: number];

/** One owner's layers of hours, as private.layer_of returns them. */
export interface LayerData {
  weekly: HoursRow[];
  seasons: { name: string; from: string; to: string; weekly: HoursRow[] }[];
  patterns: { rrule: string; from: string; to: string | null; start: number; end: number }[];
  overrides: { date: string; hours: { start: number; end: number }[]; note: string }[];
  closures: { from: string; to: string; name: string }[];
}

/** Seconds since 1970; seats are -1 when nobody else can join. */
export type AppointmentRow = [
  start: number,
  end: number,
  bufferBefore: number,
  bufferAfter: number,
  id: string,
  seatsTaken: number,
  capacity: number,
];

/** What the database function availability_data returns. Instants are whole seconds since 1970. */
export interface AvailabilityData {
  ok: true;
  business: { id: string; slug: string; timeZone: string; weekStartsOn: number; layer: LayerData };
  service: {
    id: string;
    slug: string;
    durationMin: number;
    stepMin: number;
    align: "opening" | "clock";
    bufferBeforeMin: number;
    bufferAfterMin: number;
    minNoticeMin: number;
    maxAdvanceDays: number | null;
    fillGaps: boolean;
    capacity: number;
    staffRequired: number;
    bookableFrom: string | null;
    bookableUntil: string | null;
    limitPerDay: number | null;
    limitPerWeek: number | null;
    hours: HoursRow[];
    resources: { id: string; quantity: number }[];
    starts: number[];
  };
  staff: {
    id: string;
    slug: string;
    timeZone: string | null;
    followsBusinessHours: boolean;
    durationMin: number | null;
    weight: number;
    limitPerDay: number | null;
    limitPerWeek: number | null;
    layer: LayerData;
    timeOff: [start: number, end: number][];
    external: [start: number, end: number][];
    appointments: AppointmentRow[];
  }[];
  resources: {
    id: string;
    quantity: number;
    busy: [start: number, end: number, unit: number, appointmentId: string][];
  }[];
  keptAppointment: string | null;
}

/** Local days that one question may span, as the JSON API promises. */
export const MAX_DAYS = 62;

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens");

/** A calendar date that exists. */
export const localDate = z.iso.date("a date such as 2026-07-18").refine(
  // Beyond these years no calendar here has an answer, and dates would overflow.
  (date) => date >= "1970-01-02" && date <= "2199-12-31",
  "a date between 1970 and 2199",
);

export const timeZone = z.string().max(64).refine(isTimeZone, "a time zone such as Europe/Berlin");

/** The query of GET /api/availability; the dates are the viewer's. */
export const availabilityQuery = z
  .object({
    business: slug,
    service: slug,
    from: localDate,
    to: localDate,
    tz: timeZone,
    staff: slug.optional(),
    party: z.coerce.number().int("a whole number").min(1).max(1000).default(1),
    /** Further services of one visit, back to back after the first: slugs joined by commas. */
    add: z
      .string()
      .max(200)
      .transform((text) => text.split(",").filter((part) => part !== ""))
      .pipe(z.array(slug).max(MAX_VISIT_PARTS - 1, `at most ${MAX_VISIT_PARTS - 1} more services`))
      .default([]),
  })
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    message: "the last date lies before the first",
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MAX_DAYS * 86_400_000, {
    path: ["to"],
    message: `at most ${MAX_DAYS} days`,
  });

export type AvailabilityQuery = z.infer<typeof availabilityQuery>;

/** A free time as the JSON API tells it: instants in UTC, staff by slug. */
export interface FreeTime {
  start: string;
  end: string;
  staff: readonly string[];
  seatsLeft: number;
  /** Of a visit of several services: which of them when, and with whom. */
  parts?: { service: string; start: string; end: string; staff: string }[];
}
