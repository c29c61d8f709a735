import { z } from "zod";
import { email, personText, startInstant } from "@/lib/bookings/schema";
import type { Question } from "@/lib/business/schema";
import { MAX_OCCURRENCES } from "@/lib/scheduling";

/** A service as the desk books it. */
export interface BookableService {
  id: string;
  slug: string;
  name: string;
  durationMin: number;
  capacity: number;
  /** For one seat; null = on request. */
  priceMinor: number | null;
  questions: Question[];
  /** Who performs it, in the order of the house; minutes where theirs differ. */
  staff: { id: string; durationMin: number | null }[];
}

/** A customer as the search at the desk finds them. */
export interface FoundCustomer {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  blocked: boolean;
  noShows: number;
}

/** One start that is offered, or what speaks against one that was typed; instants are ISO. */
export interface DeskTimes {
  slots: { start: string; end: string; staff: string[]; seatsLeft: number }[];
}
export type TimeCheck =
  | { state: "free" }
  | { state: "warning"; reasons: string[] }
  | { state: "taken"; reasons: string[] };

function longText(max: number) {
  return z
    .string()
    .max(max, `at most ${max} characters`)
    .transform((value) => value.replaceAll("\r\n", "\n").trim())
    .refine((value) => !/\0|\p{Surrogate}/u.test(value), "text that can be kept");
}

const noEmail = z
  .string()
  .regex(/^\s*$/)
  .transform(() => null);
const optionalEmail = z.union([noEmail, email], {
  error: "an e-mail address such as name@example.com",
});
const answers = z.record(z.string().max(60), z.union([longText(2000), z.boolean()]));
const party = z
  .number("a number")
  .int("a whole number")
  .min(1, "at least one")
  .max(1000, "at most 1000");

/** The form of a booking at the desk; ids are the business's own. */
export const deskBooking = z.object({
  serviceId: z.uuid("a service"),
  /** null = whoever is free. */
  staffId: z.uuid().nullable(),
  start: startInstant,
  party,
  customer: z.object({
    id: z.uuid().nullable(),
    name: personText(120, "a name"),
    email: optionalEmail,
    phone: z.string().max(40, "at most 40 characters"),
  }),
  answers,
  note: longText(1000),
  staffNote: longText(2000),
  notify: z.boolean(),
  override: z.boolean(),
  rebookedFrom: z.uuid().nullable(),
  key: z.uuid(),
});
export type DeskBookingInput = z.input<typeof deskBooking>;

/** The same, again and again: each chosen date with its start. */
export const deskSeries = deskBooking.omit({ start: true, rebookedFrom: true }).extend({
  every: z.enum(["week", "month"]),
  interval: z.number().int().min(1).max(12),
  starts: z.array(startInstant).min(2, "at least two dates").max(MAX_OCCURRENCES),
});
export type DeskSeriesInput = z.input<typeof deskSeries>;

/** Where an appointment was when its change was begun. */
const seenPlace = z.object({
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }),
  staffId: z.uuid(),
  serviceId: z.uuid(),
});

export const appointmentChange = z.object({
  appointmentId: z.uuid(),
  start: startInstant,
  /** undefined = as long as the service takes. */
  minutes: z.number().int().min(1, "at least a minute").max(1440, "at most a day").optional(),
  staffId: z.uuid(),
  serviceId: z.uuid(),
  expected: seenPlace,
  override: z.boolean(),
  notify: z.boolean(),
});
export type AppointmentChangeInput = z.input<typeof appointmentChange>;

export const bookingMove = z.object({
  bookingId: z.uuid(),
  which: z.enum(["this", "following", "all"]),
  start: startInstant,
  /** undefined = whoever has it. */
  staffId: z.uuid().optional(),
  override: z.boolean(),
  notify: z.boolean(),
});
export type BookingMoveInput = z.input<typeof bookingMove>;

export const bookingEdit = z.object({
  bookingId: z.uuid(),
  party: party.optional(),
  name: personText(120, "a name").optional(),
  email: optionalEmail.optional(),
  phone: z.string().max(40, "at most 40 characters").optional(),
  answers: answers.optional(),
  note: longText(1000).optional(),
  staffNote: longText(2000).optional(),
  seen: z.object({ sequence: z.number().int(), staffNote: z.string().max(2000) }),
});
export type BookingEditInput = z.input<typeof bookingEdit>;

export const cancelSome = z.object({
  bookingId: z.uuid(),
  /** `session` = everybody in the same appointment. */
  which: z.enum(["this", "following", "all", "session"]),
  reason: longText(500),
  notify: z.boolean(),
  /** Of a session: nobody is to book its time instead. */
  keepFree: z.boolean().default(false),
});
export type CancelSomeInput = z.input<typeof cancelSome>;

/** Rows of a page of the bookings list. */
export const MAX_BULK = 50;
export const bulkChange = z.object({
  bookingIds: z.array(z.uuid()).min(1).max(MAX_BULK),
  to: z.enum(["confirmed", "cancelled", "completed", "no_show"]),
  reason: longText(500),
  notify: z.boolean(),
});
export type BulkChangeInput = z.input<typeof bulkChange>;

export const blockedTime = z
  .object({
    staffIds: z.array(z.uuid()).min(1, "somebody").max(100),
    start: startInstant,
    end: startInstant,
    reason: longText(200),
    /** Kept free because a session was called off. */
    calledOff: z.boolean().default(false),
  })
  .refine(({ start, end }) => end > start, { path: ["end"], message: "after the start" })
  .refine(({ start, end }) => end - start <= 366 * 86_400_000, {
    path: ["end"],
    message: "at most a year",
  });
export type BlockedTimeInput = z.input<typeof blockedTime>;

export const savedView = z.object({
  name: personText(60, "a name for this view"),
  query: z
    .string()
    .max(1000)
    .regex(/^(\?[\x21-\x7e]*)?$/, "the address of a list"),
});
