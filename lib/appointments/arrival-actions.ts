"use server";

import { z } from "zod";
import { findMember, whyNotMember } from "@/lib/supabase/session";
import { noteArrival } from "./arrivals";

const arrivalInput = z.object({ businessId: z.uuid(), bookingId: z.uuid(), here: z.boolean() });

/** Notes that a customer is here, or takes it back; managers, and whom the appointment is with. */
export async function noteArrivalAction(
  input: z.input<typeof arrivalInput>,
): Promise<{ ok: true } | { ok: false; code: string }> {
  const parsed = arrivalInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  const { businessId, bookingId, here } = parsed.data;
  const member = await findMember("staff", businessId);
  if (!member) return { ok: false, code: await whyNotMember(businessId) };
  return noteArrival(member.businessId, member.person.id, bookingId, here);
}
