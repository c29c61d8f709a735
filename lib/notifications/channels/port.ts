import type { CalendarMethod } from "../../calendars/ics.ts";

/** A letter in its envelope. */
export interface Email {
  /** The outbox row's id: the provider's idempotency key. */
  id: string;
  from: { name: string; address: string };
  to: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  /** One file per booking: an invitation may speak of one UID only (RFC 5546). */
  calendars?: CalendarFile[];
}

export interface CalendarFile {
  method: Exclude<CalendarMethod, "PUBLISH">;
  content: string;
}

/**
 * What became of a letter. `retry`: not this time, for a reason that passes; `provider` says whether it is the
 * provider's (nothing goes through just now) or only this letter's. `refused`: never, as it is.
 */
export type Delivery =
  | { result: "sent"; messageId: string | null }
  | { result: "retry"; error: string; outage: boolean }
  | { result: "refused"; error: string };

/** A way to send e-mail. Reports failures as values and does not throw. */
export interface EmailChannel {
  /** What the outbox remembers as the provider. */
  readonly name: "smtp" | "resend";
  send(email: Email): Promise<Delivery>;
  close(): void;
}

/** Headers of mail that a program writes: nobody's holiday answer comes back to it (RFC 3834). */
export const AUTOMATIC = { "Auto-Submitted": "auto-generated" } as const;

/** The name of the calendar file at a place in the list: appointment.ics, appointment-2.ics, … */
export function calendarFileName(index: number): string {
  return index === 0 ? "appointment.ics" : `appointment-${index + 1}.ics`;
}

/** A provider's words, short and on one line. */
export function shortError(text: string): string {
  return (
    text
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, 300) || "no reason given"
  );
}
