import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { timeZone } from "../availability/schema.ts";
import type { Question, Translations } from "../business/schema.ts";
import { MAX_OCCURRENCES, MAX_VISIT_PARTS } from "../scheduling/index.ts";

export type BookingStatus =
  | "held"
  | "pending"
  | "confirmed"
  | "completed"
  | "no_show"
  | "cancelled"
  | "declined"
  | "expired";

/** A booking as private.booking_json tells it; instants are ISO in UTC, cut-offs are instants. */
export interface Booking {
  id: string;
  status: BookingStatus;
  appointmentId: string;
  start: string;
  end: string;
  party: number;
  capacity: number;
  staffChoice: "any" | "chosen";
  customer: { name: string; email: string | null; phone: string | null };
  answers: Record<string, string | boolean>;
  note: string;
  priceMinor: number | null;
  currency: string;
  timeZone: string;
  locale: string;
  sequence: number;
  moves: number;
  createdAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelledBy: "customer" | "staff" | "system" | null;
  cancelReason: string;
  /** Until when a held place stays held. */
  holdExpiresAt: string | null;
  /** Until when a pending booking waits for its answer. */
  decideBy: string | null;
  cancelUntil: string;
  moveUntil: string;
  maxMoves: number | null;
  service: {
    id: string;
    slug: string;
    name: string;
    description: string;
    confirmation: "instant" | "email" | "approval";
    questions: Question[];
    active: boolean;
    translations?: Translations;
  };
  staff: {
    id: string;
    slug: string;
    name: string;
    title: string;
    photoUrl: string | null;
    hue: number;
  };
  business: {
    id: string;
    slug: string;
    name: string;
    timeZone: string;
    address: string;
    city: string;
    country: string;
    phone: string | null;
    email: string | null;
    brandColor: string;
    policyText: string;
    locale: string;
    translations?: Translations;
  };
}

/** One line of a booking's history. */
export interface BookingEvent {
  kind: string;
  actor: "customer" | "staff" | "system";
  at: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Text as it was typed: whatever the database can keep, which is everything but NUL and half of a character. */
function freeText(max: number) {
  return z
    .string()
    .max(max, `at most ${max} characters`)
    .refine(isStorable, "text that can be kept");
}

function isStorable(value: string): boolean {
  return !value.includes("\0") && !/\p{Surrogate}/u.test(value);
}

/** Signs that turn the direction of what follows: a name with one would turn the line that it stands in. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that people see: no control characters (a line break in a name would break a header), trimmed, and something to
 * see in it.
 */
export function personText(max: number, missing: string) {
  return z
    .string(missing)
    .transform((value) => value.normalize("NFC").replace(TURNING, "").replace(/\s+/g, " ").trim())
    .pipe(
      z
        .string()
        .regex(/[^\p{Cf}\p{Z}]/u, missing)
        .max(max, `at most ${max} characters`)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
        .regex(/^[^\u0000-\u001f\u007f]*$/, "without control characters")
        .refine(isStorable, "text that can be kept"),
    );
}

/** An instant on a whole minute (time rule 8), as epoch milliseconds. */
export const startInstant = z.iso
  .datetime({ offset: true, error: "an instant such as 2026-07-18T09:00:00Z" })
  .transform((value) => Date.parse(value))
  .refine((value) => Number.isFinite(value) && value % 60_000 === 0, "a whole minute")
  .refine((value) => value > 0 && value < 7_258_118_400_000, "a date between 1970 and 2199");

export const email = z
  .string("your e-mail address")
  .trim()
  .max(254, "at most 254 characters")
  .pipe(z.email("an e-mail address such as name@example.com"))
  .transform((value) => value.toLowerCase());

/** A phone number in whatever form people type it, as E.164; national numbers need the business's country. */
export function phone(country?: string) {
  return z
    .string()
    .trim()
    .max(40, "at most 40 characters")
    .transform((value, context) => {
      if (value === "") return null;
      const parsed = parsePhoneNumberFromString(value, country as "DE" | undefined);
      if (!parsed?.isPossible()) {
        context.addIssue({
          code: "custom",
          message: "a phone number, with its country code if it is abroad",
        });
        return z.NEVER;
      }
      return parsed.number as string;
    });
}

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens");

/** Further services of a visit, back to back after the first. */
const add = z
  .array(slug)
  .max(MAX_VISIT_PARTS - 1, `at most ${MAX_VISIT_PARTS - 1} more services`)
  .default([]);

/** How a series repeats; a monthly one keeps the weekday of the month. */
const seriesRule = {
  every: z.enum(["week", "month"]),
  interval: z.number().int("a whole number").min(1).max(12).default(1),
};

/** The query of GET /api/availability/series. */
export const seriesQuery = z.object({
  business: slug,
  service: slug,
  staff: slug.optional(),
  party: z.coerce.number().int("a whole number").min(1).max(1000).default(1),
  /** The first one. */
  start: startInstant,
  every: seriesRule.every,
  interval: z.coerce.number().int("a whole number").min(1).max(12).default(1),
  count: z.coerce.number().int("a whole number").min(2, "at least two").max(MAX_OCCURRENCES),
});

/** The token of a hold: one secret, or those of a visit's parts joined by dots. */
export const holdToken = z.string().max(200);

/** The body of POST /api/bookings; the phone and the answers are checked against the business and the service later. */
export const bookingRequest = z.object({
  business: slug,
  service: slug,
  add,
  start: startInstant,
  staff: slug.default("any"),
  party: z.number().int("a whole number").min(1, "at least one").max(1000).default(1),
  customer: z.object({
    name: personText(120, "your name"),
    email,
    phone: z.string().max(40).nullish(),
  }),
  /** The dates of a series, the chosen start among them; for services whose customers may book one. */
  series: z
    .object({
      ...seriesRule,
      starts: z.array(startInstant).min(1).max(MAX_OCCURRENCES, `at most ${MAX_OCCURRENCES} dates`),
    })
    .optional(),
  answers: z.record(freeText(60), z.union([freeText(2000), z.boolean()])).default({}),
  note: freeText(1000).default(""),
  /** They have ticked that they want news, in the sentence that they were shown; only where the business asks. */
  news: z
    .object({ text: freeText(500).describe("The sentence that the customer agreed to") })
    .optional(),
  /** The token of the place that is held for this form, if one is. */
  hold: holdToken.optional(),
  timeZone,
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "a language such as en or pt-BR")
    .default("en"),
});

export type BookingRequest = z.infer<typeof bookingRequest>;

/** The body of POST /api/holds. */
export const holdRequest = z.object({
  business: slug,
  service: slug,
  add,
  start: startInstant,
  staff: slug.default("any"),
  party: z.number().int("a whole number").min(1, "at least one").max(1000).default(1),
  timeZone,
  /** The token of a hold that this one replaces. */
  replaces: holdToken.optional(),
});

export type HoldRequest = z.infer<typeof holdRequest>;

/** Of a series: this one, this and the following, or all that are to come. */
const which = z.enum(["this", "following", "all"]).default("this");

/** What moves a booking, and may give it another service. */
export const moveRequest = z.object({
  start: startInstant,
  staff: slug.optional(),
  service: slug.optional(),
  which,
});

/** What changes the details of a booking; what is not named stays. */
export const editRequest = z.object({
  name: personText(120, "your name").optional(),
  phone: z.string().max(40).nullish(),
  party: z.number().int("a whole number").min(1, "at least one").max(1000).optional(),
  answers: z.record(freeText(60), z.union([freeText(2000), z.boolean()])).optional(),
  note: freeText(1000).optional(),
});

export type EditRequest = z.infer<typeof editRequest>;

/** The body of PATCH /api/bookings/manage/TOKEN: with a start it moves, else it changes details. */
export const patchRequest = z.union(
  [moveRequest, editRequest.strict().refine((details) => Object.keys(details).length > 0)],
  { error: "a start to move to, or details to change" },
);

/** The body of DELETE /api/bookings/manage/TOKEN; it may be missing. */
export const cancelRequest = z.object({
  reason: freeText(500).trim().default(""),
  which,
});

/** The header Idempotency-Key. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, "printable characters without spaces");
