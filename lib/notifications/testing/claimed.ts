import type { Audience, MessageBooking } from "../schema.ts";

/** A booking for tests: a cut in Berlin, told to somebody in New York. */
export const booking: MessageBooking = {
  id: "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c",
  status: "confirmed",
  start: "2026-11-24T09:00:00Z",
  end: "2026-11-24T10:00:00Z",
  party: 1,
  customer: { name: "Clara Nowak", email: "clara@mail.example", phone: "+493055501" },
  answers: { history: "Henna, twice", allergy: false },
  note: "I come with a pram.",
  priceMinor: 5800,
  currency: "EUR",
  timeZone: "America/New_York",
  locale: "en-GB",
  sequence: 0,
  updatedAt: "2026-11-20T08:00:00Z",
  moveUntil: "2026-11-23T09:00:00Z",
  cancelUntil: "2026-11-23T09:00:00Z",
  service: {
    name: "Cut and finish",
    confirmation: "instant",
    questions: [
      { id: "history", label: "What is on your hair now?" },
      { id: "allergy", label: "Any reaction before?" },
    ],
  },
  staff: { name: "Mara Vogt" },
  business: {
    slug: "lotus-hair",
    name: "Lotus Hair",
    timeZone: "Europe/Berlin",
    address: "Oranienstrasse 84",
    city: "Berlin",
    phone: "+49 30 5550142",
    email: "hello@lotus-hair.example",
    brandColor: "#a4483f",
    policyText: "Please cancel at least 24 hours ahead.",
  },
};

export const settings = {
  appUrl: "https://daybook.example",
  tokenSecret: "a secret of at least thirty-two characters",
  mailFrom: "bookings@daybook.example",
};

/** A row as claim_notifications hands it out, of that booking unless told otherwise. */
export function claimed(
  kind: string,
  audience: Audience,
  change: {
    booking?: Partial<MessageBooking>;
    data?: Record<string, unknown>;
    row?: Record<string, unknown>;
  } = {},
): Record<string, unknown> {
  const now = { ...booking, ...change.booking };
  return {
    id: "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21",
    kind,
    channel: "email",
    audience,
    recipient: audience === "customer" ? "clara@mail.example" : "mara@lotus-hair.example",
    locale: audience === "customer" ? now.locale : "en-GB",
    timeZone: audience === "customer" ? now.timeZone : now.business.timeZone,
    attempt: 1,
    data: {
      start: now.start,
      end: now.end,
      sequence: now.sequence,
      status: now.status,
      staffName: now.staff.name,
      ...change.data,
    },
    booking: now,
    businessId: "b0000000-0000-4000-8000-000000000001",
    ...change.row,
  };
}
