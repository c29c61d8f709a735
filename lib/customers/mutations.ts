import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { BusinessId } from "@/lib/supabase/session";
import type { CustomerDetails, MergePlan, SaveTarget } from "./schema";

/** Who writes, where: the database asks again whether they may. */
export interface Writer {
  businessId: BusinessId;
  userId: string;
}

const by = ({ businessId, userId }: Writer) => ({ p_business: businessId, p_user: userId });

export type Saved =
  | { ok: true; id: string }
  /** Somebody else has changed the record since it was opened. */
  | { ok: false; code: "stale"; current: CustomerDetails }
  /** The address is another customer's. */
  | { ok: false; code: "email_taken"; customer: { id: string; name: string } }
  | { ok: false; code: "forbidden" | "not_found" };

/** Adds a customer, or edits one. */
export function saveCustomer(
  writer: Writer,
  target: SaveTarget,
  details: CustomerDetails,
): Promise<Saved> {
  return callFunction("save_customer", {
    ...by(writer),
    p_customer: target.kind === "edit" ? target.customerId : null,
    p_was: target.kind === "edit" ? target.was : null,
    p_details: details,
  });
}

export type NotesSaved =
  | { ok: true }
  /** Somebody else has written since; `current` is what stands there now. */
  | { ok: false; code: "stale"; current: string }
  | { ok: false; code: "forbidden" | "not_found" };

/**
 * Replaces the notes about a customer.
 * @param was the text that the editor began with
 */
export function saveNotes(
  writer: Writer,
  customerId: string,
  was: string,
  notes: string,
): Promise<NotesSaved> {
  return callFunction("save_customer_notes", {
    ...by(writer),
    p_customer: customerId,
    p_was: was,
    p_notes: notes,
  });
}

/** Stops a customer from booking online, or lets them again. */
export function setBlocked(
  writer: Writer,
  customerId: string,
  blocked: boolean,
): Promise<{ ok: true } | Refusal> {
  return callFunction("block_customer", {
    ...by(writer),
    p_customer: customerId,
    p_blocked: blocked,
  });
}

export type Merged =
  | { ok: true; id: string; moved: number }
  /** Something has changed since the preview; this is the new one. */
  | ({ ok: false; code: "stale" } & MergePlan)
  | { ok: false; code: "forbidden" | "not_found" | "same_customer" | "notes_too_long" };

/**
 * Makes two records one, as the preview of this version showed.
 * @param lose the record that goes into `keep`
 */
export function mergeCustomers(
  writer: Writer,
  keep: string,
  lose: string,
  version: string,
): Promise<Merged> {
  return callFunction("merge_customers", {
    ...by(writer),
    p_keep: keep,
    p_lose: lose,
    p_expected: version,
  });
}

export type Erased =
  | { ok: true; bookings: number }
  /** Bookings ahead are to be cancelled first, so that the person hears of it. */
  | { ok: false; code: "has_upcoming"; upcoming: number }
  | { ok: false; code: "forbidden" | "not_found" | "not_confirmed" };

/**
 * Forgets a person for good.
 * @param name their name, typed as confirmation
 */
export function eraseCustomer(writer: Writer, customerId: string, name: string): Promise<Erased> {
  return callFunction("erase_customer", {
    ...by(writer),
    p_customer: customerId,
    p_name: name,
  });
}
