"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { email } from "@/lib/bookings/schema";
import { fieldErrors } from "@/lib/http/body";
import { currentPerson, findMember, type Role } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";
import { chooseBusiness } from "./choose";
import * as mutations from "./team-mutations";

export type TeamOutcome =
  | { ok: true }
  | { ok: false; code: string; upcoming?: number; fields?: Record<string, string> };

const role = z.enum(["owner", "manager", "staff"]);
const inviteInput = z.object({
  businessId: z.uuid(),
  email,
  role,
  staffId: z.uuid().nullable(),
});
const memberInput = z.object({ businessId: z.uuid(), memberId: z.uuid() });

/** Invites somebody by e-mail; owners. */
export async function inviteAction(input: z.input<typeof inviteInput>): Promise<TeamOutcome> {
  const parsed = inviteInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid", fields: fieldErrors(parsed.error) };
  const { businessId, ...invitation } = parsed.data;
  return write(businessId, "owner", async (writer) => {
    const wait = await throttle({ invitePerBusiness: businessId });
    if (!wait.ok) return { ok: false, code: "too_many" };
    return mutations.inviteMember(writer, invitation);
  });
}

/** Takes an invitation back; owners. */
export async function revokeInvitationAction(
  businessId: string,
  invitationId: string,
): Promise<TeamOutcome> {
  if (!z.uuid().safeParse(invitationId).success) return { ok: false, code: "not_found" };
  return write(businessId, "owner", (writer) => mutations.revokeInvitation(writer, invitationId));
}

/** Gives a member a role; owners. */
export async function setRoleAction(
  input: z.input<typeof memberInput> & { role: Role },
): Promise<TeamOutcome> {
  const parsed = memberInput.extend({ role }).safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  const { businessId, memberId } = parsed.data;
  return write(businessId, "owner", (writer) =>
    mutations.setMemberRole(writer, memberId, parsed.data.role),
  );
}

/** Takes a member's access away; owners, and everybody their own. */
export async function removeMemberAction(input: z.input<typeof memberInput>): Promise<TeamOutcome> {
  const parsed = memberInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  const { businessId, memberId } = parsed.data;
  return write(businessId, "staff", (writer) => mutations.removeMember(writer, memberId));
}

/** Closes the business; owners. @param name its name, typed as confirmation */
export async function closeBusinessAction(businessId: string, name: string): Promise<TeamOutcome> {
  return write(businessId, "owner", (writer) =>
    mutations.closeBusiness(writer, String(name).slice(0, 200)),
  );
}

/** Closes the business and has it deleted thirty days later; owners. @param name its name, typed as confirmation */
export async function deleteBusinessAction(businessId: string, name: string): Promise<TeamOutcome> {
  return write(businessId, "owner", (writer) =>
    mutations.deleteBusiness(writer, String(name).slice(0, 200)),
  );
}

/** Opens a closed business again; its owners. */
export async function reopenBusinessAction(businessId: string): Promise<TeamOutcome> {
  const person = await currentPerson();
  if (!person) return { ok: false, code: "signed_out" };
  if (!z.uuid().safeParse(businessId).success) return { ok: false, code: "not_found" };
  const outcome = await mutations.reopenBusiness(businessId, person.id);
  if (!outcome.ok) return outcome;
  await chooseBusiness(businessId);
  redirect("/dashboard");
}

/** Accepts an invitation as the signed-in person and opens the business's dashboard. */
export async function acceptInvitationAction(token: string): Promise<TeamOutcome> {
  const person = await currentPerson();
  if (!person) return { ok: false, code: "signed_out" };
  const outcome = await mutations.acceptInvitation(String(token), person);
  if (!outcome.ok) return outcome;
  await chooseBusiness(outcome.businessId);
  redirect("/dashboard");
}

async function write(
  businessId: string,
  least: Role,
  act: (writer: {
    businessId: NonNullable<Awaited<ReturnType<typeof findMember>>>["businessId"];
    userId: string;
  }) => Promise<TeamOutcome>,
): Promise<TeamOutcome> {
  const member = await findMember(least, businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await act({ businessId: member.businessId, userId: member.person.id });
  if (outcome.ok) revalidatePath("/dashboard", "layout");
  return outcome;
}
