import { z } from "zod";
import { timeZone } from "@/lib/availability/schema";
import { personText } from "@/lib/bookings/schema";
import { slugField } from "@/lib/members/start";
import { photoPath } from "@/lib/storage/schema";

const whole = "A whole number";
const limit = (max: number) =>
  z.number(whole).int(whole).min(1, "At least one").max(max).nullable();

/** What stands of a bookable person. */
export const staffDetails = z.object({
  slug: slugField,
  name: personText(120, "The name that customers read"),
  title: z.string().trim().max(120, "At most 120 characters"),
  bio: z.string().trim().max(2000, "At most 2000 characters"),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email("An e-mail address such as name@example.com"))
    .nullable(),
  photoUrl: photoPath.nullable(),
  /** Which of the eight staff colours. */
  hue: z.number().int().min(0).max(7),
  /** null = the business's. */
  timeZone: timeZone.nullable(),
  /** Who signs in as this person, if anybody. */
  userId: z.uuid().nullable(),
  limitPerDay: limit(1000),
  limitPerWeek: limit(5000),
  /** Share of the bookings with "anyone". */
  weight: z.number(whole).int(whole).min(1, "At least 1").max(100, "At most 100"),
  /** Ids of what they perform. */
  services: z.array(z.uuid()).max(1000),
});

export type StaffDetails = z.input<typeof staffDetails>;

/** A bookable person as managers see them. */
export interface ManagedPerson {
  id: string;
  version: string;
  archivedAt: string | null;
  followsBusinessHours: boolean;
  details: StaffDetails;
  /** Appointments that lie ahead. */
  ahead: number;
}

export const saveStaffInput = z.object({
  businessId: z.uuid(),
  /** null = somebody new. */
  staffId: z.uuid().nullable(),
  version: z.string().max(64),
  details: staffDetails,
});
