"use server";

import { z } from "zod";
import { letStay } from "@/lib/bookings/stays";
import { findMember, whyNotMember } from "@/lib/supabase/session";

const staysInput = z.object({
  businessId: z.uuid(),
  appointmentId: z.uuid(),
  stays: z.boolean(),
});

/** Notes that an appointment stays where it is, outside the hours, or takes that back. */
export async function letStayAction(
  input: z.input<typeof staysInput>,
): Promise<{ ok: true } | { ok: false; code: string }> {
  const parsed = staysInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  const member = await findMember("staff", parsed.data.businessId);
  if (!member) return { ok: false, code: await whyNotMember(parsed.data.businessId) };
  const by = { businessId: member.businessId, actor: { userId: member.person.id } };
  return letStay([parsed.data.appointmentId], by, parsed.data.stays);
}
