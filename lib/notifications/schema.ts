import { z } from "zod";

// Shapes that the outbox hands out, checked before anything is done with them: what does not fit is refused for good.

export const instant = z.iso.datetime({ offset: true });

export const zone = z.string().refine(isZone, "a time zone of the IANA list");

// One address and nothing that a header or a list of addresses could be made of.
const ADDRESS = /^[^\s\p{C}@"<>(),;:\\[\]]{1,64}@[^\s\p{C}@"<>(),;:\\[\]]{1,253}$/u;
const address = z.string().max(254).regex(ADDRESS, "an e-mail address");

const question = z.object({ id: z.string(), label: z.string() });

/** The part of a booking (private.booking_json) that messages speak of. */
export const bookingSchema = z.object({
  id: z.uuid(),
  status: z.string(),
  start: instant,
  end: instant,
  party: z.int().min(1),
  customer: z.object({
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  answers: z.record(z.string(), z.unknown()).default({}),
  note: z.string().default(""),
  priceMinor: z.int().min(0).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: zone,
  locale: z.string(),
  sequence: z.int().min(0),
  updatedAt: instant,
  cancelUntil: instant,
  moveUntil: instant,
  /** Until when a pending booking waits for its answer. */
  decideBy: instant.nullish(),
  service: z.object({
    name: z.string(),
    confirmation: z.string(),
    questions: z.array(question).default([]),
    translations: z.record(z.string(), z.unknown()).optional(),
  }),
  staff: z.object({ name: z.string() }),
  business: z.object({
    slug: z.string(),
    name: z.string(),
    timeZone: zone,
    address: z.string(),
    city: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    brandColor: z.string(),
    policyText: z.string(),
    country: z.string().optional(),
    translations: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** A claimed row of the outbox, with its booking as it is now; what it tells is in `data`, as it was then. */
export const claimedSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  channel: z.enum(["email", "sms", "push"]),
  audience: z.enum(["customer", "staff"]),
  recipient: z.string().min(1).max(320),
  locale: z.string(),
  timeZone: zone,
  attempt: z.int().min(1),
  crashes: z.int().min(0).default(0),
  createdAt: instant.optional(),
  data: z.unknown(),
  booking: bookingSchema,
  customerId: z.uuid().nullish(),
  /** The business's own words, if it has some; they were checked when they were saved. */
  template: z.unknown().optional(),
  /** The browser to knock on; null once it has left. */
  subscription: z
    .object({
      endpoint: z.url(),
      keys: z.object({ p256dh: z.string(), auth: z.string() }),
    })
    .nullish(),
});

/** What every message of a booking tells: the booking as it was when the message was written. */
export const bookingData = z.object({
  start: instant,
  end: instant,
  sequence: z.int().min(0),
  status: z.string(),
  staffName: z.string().optional(),
  /** The further bookings of a visit or a series that this one message is about, by time. */
  others: z.array(bookingSchema).max(59).default([]),
});

/** A claimed row that is about no booking: everything it tells is in `data`. */
export const claimedWithoutBooking = claimedSchema.extend({
  channel: z.literal("email"),
  recipient: address,
  booking: z.null(),
});

export type Claimed = z.infer<typeof claimedSchema>;
export type MessageBooking = z.infer<typeof bookingSchema>;
export type Audience = Claimed["audience"];

/** A zod error on one line: "booking.start: Invalid ISO datetime". Says where, never what was in it. */
export function problemsOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join(".") || "message"}: ${issue.message}`)
    .join("; ");
}

/** Whether a text is one e-mail address that may stand in a header. */
export function isAddress(text: string): boolean {
  return address.safeParse(text).success;
}

// Asking Intl makes an object outside of the heap's account each time, three for every message: what it said is kept.
const knownZones = new Set<string>();
const MOST_ZONES = 1_000;

function isZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    if (knownZones.size < MOST_ZONES) knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}
