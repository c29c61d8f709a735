import type { Email } from "./channels/port.ts";

/** What of an installation goes into its letters. */
export interface LetterSettings {
  /** The installation's address, without a slash at its end. */
  appUrl: string;
  /** Secret of the manage links (lib/bookings/token.ts). */
  tokenSecret: string;
  /** The address that mail comes from; the name before it is the business's. */
  mailFrom: string;
}

/** A letter to send, or why there is none: `invalid` can never be sent, `overtaken` need not be any more. */
export type Composed =
  | { ok: true; email: Email }
  | { ok: false; reason: "invalid" | "overtaken"; error: string };
