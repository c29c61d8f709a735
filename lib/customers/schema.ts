import { z } from "zod";
import { type BookingStatus, email, personText, phone } from "@/lib/bookings/schema";

/** A customer with figures, as private.customer_rows tells it; instants are ISO in UTC. */
export interface Customer {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  notes: string;
  /** Addresses of records that were merged into this one. */
  otherEmails: string[];
  /** Whether the person has proven an address by signing in. */
  signsIn: boolean;
  blockedAt: string | null;
  erasedAt: string | null;
  mergedInto: string | null;
  createdAt: string;
  visits: number;
  upcoming: number;
  noShows: number;
  cancelled: number;
  /** Cancelled by the customer after the cut-off. */
  late: number;
  /** Cancelled after the cut-off by the business, on whosever wish. */
  lateAtDesk: number;
  lastVisit: string | null;
  nextVisit: string | null;
}

/** One of a customer's bookings, as their page lists it. */
export interface CustomerBooking {
  id: string;
  appointmentId: string;
  status: BookingStatus;
  start: string;
  end: string;
  serviceId: string;
  staffId: string;
  party: number;
  priceMinor: number | null;
  currency: string;
}

/** What merging one record into another would make. */
export interface MergePlan {
  /** Changes with everything that the plan rests on; the merge is refused when it has moved on. */
  version: string;
  keep: Customer;
  lose: Customer;
  /** How many bookings move. */
  moves: number;
  result: {
    name: string;
    email: string | null;
    phone: string | null;
    otherEmails: string[];
    notes: string;
    blocked: boolean;
    /** Two people have signed in, one with each record: after the merge both see all bookings. */
    twoAccounts: boolean;
  };
}

/** What of a customer is typed by hand. */
export interface CustomerDetails {
  name: string;
  email: string | null;
  phone: string | null;
}

const NOTES_MAX = 4000;

/** Notes as they are typed, line breaks and all; `\r\n` from forms becomes `\n`, so that two versions can be compared. */
const notesText = z
  .string()
  .transform((value) => value.replaceAll("\r\n", "\n"))
  .pipe(
    z
      .string()
      .max(NOTES_MAX, `at most ${NOTES_MAX} characters`)
      .refine((value) => !/\0|\p{Surrogate}/u.test(value), "text that can be kept"),
  );

/**
 * The form of a customer; an empty address or number is none.
 * @param country of the business, for numbers without a country code
 */
export function customerForm(country?: string) {
  return z.object({
    name: personText(120, "a name"),
    email: z.union(
      [
        z
          .string()
          .regex(/^\s*$/)
          .transform(() => null),
        email,
      ],
      {
        error: "an e-mail address such as name@example.com",
      },
    ),
    phone: phone(country),
  });
}

const was = z.object({
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

/** Who is saved: null = somebody new. `was` is what the editor saw. */
export const saveTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new") }),
  z.object({ kind: z.literal("edit"), customerId: z.uuid(), was }),
]);
export type SaveTarget = z.infer<typeof saveTarget>;

export const notesInput = z.object({ customerId: z.uuid(), was: z.string(), notes: notesText });
export const blockInput = z.object({ customerId: z.uuid(), blocked: z.boolean() });
export const mergeInput = z.object({ keep: z.uuid(), lose: z.uuid(), version: z.string().max(64) });
export const eraseInput = z.object({ customerId: z.uuid(), name: z.string().max(200) });
