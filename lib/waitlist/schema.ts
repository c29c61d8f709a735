import { z } from "zod";
import { localDate, timeZone } from "../availability/schema.ts";
import { email, personText } from "../bookings/schema.ts";
import type { Question, Translations } from "../business/schema.ts";
import type { ClosedBecause, EntryStatus, Wants } from "./rules.ts";

/** An offer that is still open. */
export interface Offer {
  id: string;
  bookingId: string;
  start: string;
  end: string;
  deadline: string;
  staff: { slug: string; name: string };
  priceMinor: number | null;
  currency: string;
}

/** An entry of the waiting list as private.waitlist_json tells it. */
export interface Entry extends Wants {
  id: string;
  status: EntryStatus;
  closedBecause: ClosedBecause | null;
  customer: { name: string; email: string; phone: string | null };
  locale: string;
  offersPassed: number;
  createdAt: string;
  bookingId: string | null;
  /** Entries before this one that wait for the same service on some of the same dates. */
  ahead: number;
  /** Starts that were offered before, ISO. */
  offered: string[];
  offer: Offer | null;
  staff: { slug: string; name: string } | null;
  service: {
    id: string;
    slug: string;
    name: string;
    confirmation: "instant" | "email" | "approval";
    questions: Question[];
    minNoticeMin: number;
    capacity: number;
    translations?: Translations;
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
    locale: string;
  };
}

/** Dates that one entry may span, the first and the last included. */
const MAX_WAIT_DAYS = 62;

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens");

/** What somebody asks for who joins the waiting list. Dates and minutes are of the clock in `timeZone`. */
export const joinRequest = z
  .object({
    business: slug,
    service: slug,
    staff: slug.default("any"),
    party: z.number().int("a whole number").min(1, "at least one").max(1000).default(1),
    from: localDate,
    to: localDate,
    weekdays: z.array(z.number().int().min(1).max(7)).max(7).default([]),
    fromMin: z.number().int().min(0).max(1439).default(0),
    toMin: z.number().int().min(1).max(1440).default(1440),
    customer: z.object({
      name: personText(120, "your name"),
      email,
      phone: z.string().max(40).nullish(),
    }),
    timeZone,
    locale: z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "a language such as en or pt-BR")
      .default("en"),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "not before the first day" })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MAX_WAIT_DAYS * 86_400_000, {
    path: ["to"],
    message: `at most ${MAX_WAIT_DAYS} days`,
  })
  .refine(({ fromMin, toMin }) => fromMin < toMin, {
    path: ["toMin"],
    message: "after the earliest time",
  });

export type JoinRequest = z.output<typeof joinRequest>;
