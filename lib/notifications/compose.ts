import type { Letter } from "./letter.ts";
import type { Sender } from "./render.ts";

/** What of an installation goes into its messages. */
export interface LetterSettings {
  /** The installation's address, without a slash at its end. */
  appUrl: string;
  /** Secret of the links (lib/bookings/token.ts). */
  tokenSecret: string;
  /** The address that mail comes from; the name before it is the business's. */
  mailFrom: string;
}

/** What the history keeps of a message: its words, from which a letter can be shown as it was. */
export type Content =
  | { subject: string; letter: Letter; sender: Sender; language: string }
  | { body: string }
  | { subject: string; body: string };

/** A message to send, or why there is none: `invalid` can never be sent, `overtaken` need not be any more. */
export type Composed<Message> =
  | { ok: true; message: Message; content: Content }
  | { ok: false; reason: "invalid" | "overtaken"; error: string };

/** A message that can never be sent. */
export function invalid(error: string): { ok: false; reason: "invalid"; error: string } {
  return { ok: false, reason: "invalid", error };
}
