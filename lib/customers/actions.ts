"use server";

import type { z } from "zod";
import { fieldErrors } from "@/lib/http/body";
import type { Refusal } from "@/lib/supabase/functions";
import {
  findMember,
  type Member,
  type NotLetIn,
  type Role,
  whyNotMember,
} from "@/lib/supabase/session";
import { countryOf } from "./data";
import * as mutations from "./mutations";
import {
  blockInput,
  customerForm,
  eraseInput,
  mergeInput,
  notesInput,
  type SaveTarget,
  saveTarget,
} from "./schema";

type Closed = { ok: false; code: NotLetIn };
type Invalid = { ok: false; code: "invalid"; fields: Record<string, string> };

/** The member who asks, in the business that the page was opened for; it may have been changed in another window. */
async function gate(businessId: string, least: Role): Promise<Member | Closed> {
  const member = await findMember(least, businessId);
  if (member) return member;
  return { ok: false, code: await whyNotMember(businessId) };
}

function isClosed(gated: Member | Closed): gated is Closed {
  return "code" in gated;
}

const writer = ({ businessId, person }: Member) => ({ businessId, userId: person.id });

function invalid(error: z.ZodError): Invalid {
  return { ok: false, code: "invalid", fields: fieldErrors(error) };
}

/** Adds or edits a customer. @param form as typed: name, email, phone */
export async function saveCustomerAction(
  businessId: string,
  target: SaveTarget,
  form: { name: string; email: string; phone: string },
): Promise<mutations.Saved | Closed | Invalid> {
  const member = await gate(businessId, "staff");
  if (isClosed(member)) return member;
  const wanted = saveTarget.safeParse(target);
  if (!wanted.success) return invalid(wanted.error);
  const details = customerForm(await countryOf(member.db, member.businessId)).safeParse(form);
  if (!details.success) return invalid(details.error);
  return mutations.saveCustomer(writer(member), wanted.data, details.data);
}

/** Saves the notes about a customer, unless somebody else has written since. */
export async function saveNotesAction(
  businessId: string,
  input: z.input<typeof notesInput>,
): Promise<mutations.NotesSaved | Closed | Invalid> {
  const parsed = notesInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await gate(businessId, "staff");
  if (isClosed(member)) return member;
  const { customerId, was, notes } = parsed.data;
  return mutations.saveNotes(writer(member), customerId, was, notes);
}

/** Blocks a customer, or lets them book again; managers. */
export async function setBlockedAction(
  businessId: string,
  input: z.input<typeof blockInput>,
): Promise<{ ok: true } | Refusal | Invalid> {
  const parsed = blockInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await gate(businessId, "manager");
  if (isClosed(member)) return member;
  return mutations.setBlocked(writer(member), parsed.data.customerId, parsed.data.blocked);
}

/** Merges two records as previewed; managers. */
export async function mergeCustomersAction(
  businessId: string,
  input: z.input<typeof mergeInput>,
): Promise<mutations.Merged | Closed | Invalid> {
  const parsed = mergeInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await gate(businessId, "manager");
  if (isClosed(member)) return member;
  const { keep, lose, version } = parsed.data;
  return mutations.mergeCustomers(writer(member), keep, lose, version);
}

/** Erases a customer; managers. */
export async function eraseCustomerAction(
  businessId: string,
  input: z.input<typeof eraseInput>,
): Promise<mutations.Erased | Closed | Invalid> {
  const parsed = eraseInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await gate(businessId, "manager");
  if (isClosed(member)) return member;
  return mutations.eraseCustomer(writer(member), parsed.data.customerId, parsed.data.name);
}
