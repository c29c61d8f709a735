import { z } from "zod";
import { timeZone } from "@/lib/availability/schema";
import { slugField } from "@/lib/members/start";
import { photoPath } from "@/lib/storage/schema";

const count = (max: number) =>
  z.number("A whole number").int("A whole number").min(0, "Not less than nothing").max(max);

/** How a business looks, where it is found, and the rules that hold for all of it. */
export const lookValues = z.object({
  logoUrl: photoPath.nullable(),
  photoUrl: photoPath.nullable(),
  brandColor: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "A colour such as #7c5c3e"),
  slug: slugField,
  website: z
    .string()
    .trim()
    .max(300, "At most 300 characters")
    .transform((value) =>
      value === "" || /^https?:\/\//i.test(value) ? value : `https://${value}`,
    )
    .refine((value) => value === "" || URL.canParse(value), "An address such as example.com"),
  listed: z.boolean(),
  locale: z.enum(["en", "de", "fr", "es", "ar"]),
  timeZone,
  currency: z.string().regex(/^[A-Z]{3}$/, "A currency from the list"),
  weekStartsOn: z.number().int().min(1).max(7),
  /** How often a customer may move one booking; null = as often as they like. */
  maxMoves: count(100).nullable(),
  /** How many bookings ahead one customer may have; null = any number. */
  maxOpenBookings: count(1000).min(1, "At least one").nullable(),
  requestHours: count(720).min(1, "At least an hour"),
});

export type LookValues = z.input<typeof lookValues>;

export const saveLookInput = z.object({
  businessId: z.uuid(),
  /** The version that the edit started from. */
  updatedAt: z.string().max(64),
  values: lookValues,
});
