"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { findMember } from "@/lib/supabase/session";
import { deleteForGood, type Outcome, putAway, saveOrder } from "./arrange";

const what = z.enum(["services", "staff"]);
const orderInput = z.object({ businessId: z.uuid(), what, ids: z.array(z.uuid()).max(1000) });
const oneInput = z.object({ businessId: z.uuid(), what, id: z.uuid() });
const awayInput = oneInput.extend({ away: z.boolean() });

/** Puts services or people into an order; managers. */
export async function saveOrderAction(input: z.input<typeof orderInput>): Promise<Outcome> {
  const parsed = orderInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  return asManager(parsed.data.businessId, (member) =>
    saveOrder(member.db, member.businessId, parsed.data.what, parsed.data.ids),
  );
}

/** Puts a service or a person away, or back; managers. */
export async function putAwayAction(input: z.input<typeof awayInput>): Promise<Outcome> {
  const parsed = awayInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  const { id, away } = parsed.data;
  return asManager(parsed.data.businessId, (member) =>
    putAway(member.db, member.businessId, parsed.data.what, id, away),
  );
}

/** Deletes a service or a person that was never booked; managers. */
export async function deleteForGoodAction(input: z.input<typeof oneInput>): Promise<Outcome> {
  const parsed = oneInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  return asManager(parsed.data.businessId, (member) =>
    deleteForGood(member.db, member.businessId, parsed.data.what, parsed.data.id),
  );
}

async function asManager(
  businessId: string,
  act: (member: NonNullable<Awaited<ReturnType<typeof findMember>>>) => Promise<Outcome>,
): Promise<Outcome> {
  const member = await findMember("manager", businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await act(member);
  if (outcome.ok) revalidatePath("/dashboard", "layout");
  return outcome;
}
