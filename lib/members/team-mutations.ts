import "server-only";
import { randomUUID } from "node:crypto";
import { inviteToken, isTokenShaped, tokenHash } from "@/lib/bookings/token";
import { env } from "@/lib/env";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { BusinessId, Person } from "@/lib/supabase/session";
import type { Role } from "./rules";

type Outcome = { ok: true } | Refusal;

/** Who writes, where; the database asks again whether they may. */
interface Writer {
  businessId: BusinessId;
  userId: string;
}

const by = ({ businessId, userId }: Writer) => ({ p_business: businessId, p_user: userId });

/** Invites somebody by e-mail; an earlier open invitation of the same address is replaced. */
export async function inviteMember(
  writer: Writer,
  invitation: { email: string; role: Role; staffId: string | null },
): Promise<Outcome> {
  const id = randomUUID();
  const outcome = await callFunction<Outcome>("invite_member", {
    ...by(writer),
    p_invitation: {
      ...invitation,
      id,
      tokenHash: await tokenHash(await inviteToken(env().TOKEN_SECRET, id)),
    },
  });
  if (outcome.ok) nudgeDispatch();
  return outcome;
}

/** Takes an invitation back. */
export function revokeInvitation(writer: Writer, invitationId: string): Promise<Outcome> {
  return callFunction("revoke_invitation", { ...by(writer), p_invitation: invitationId });
}

/** Gives a member a role. */
export function setMemberRole(writer: Writer, memberId: string, role: Role): Promise<Outcome> {
  return callFunction("set_member_role", { ...by(writer), p_member: memberId, p_role: role });
}

/** Takes somebody's access away; whoever names themselves leaves. */
export function removeMember(writer: Writer, memberId: string): Promise<Outcome> {
  return callFunction("remove_member", { ...by(writer), p_member: memberId });
}

/** What an open invitation says, or null when the link is over or never was one. */
export async function invitationOf(
  token: string,
): Promise<{ email: string; role: Role; business: string; brandColor: string } | null> {
  if (!isTokenShaped(token)) return null;
  const found = await callFunction<
    { ok: true; email: string; role: Role; business: string; brandColor: string } | Refusal
  >("invitation_by_token", { p_token_hash: await tokenHash(token) });
  return found.ok
    ? (found as { email: string; role: Role; business: string; brandColor: string })
    : null;
}

/**
 * The open invitation that led to a page of signing in.
 * @param next where one goes from there, as a path
 */
export async function invitationBehind(next: string): ReturnType<typeof invitationOf> {
  const [, token] = /^\/invite\/([^/?#]+)$/.exec(next) ?? [];
  return token ? invitationOf(token) : null;
}

/** Makes the signed-in person a member, when the invitation is theirs. */
export async function acceptInvitation(
  token: string,
  person: Person,
): Promise<{ ok: true; businessId: string } | { ok: false; code: string }> {
  if (!isTokenShaped(token)) return { ok: false, code: "not_found" };
  return callFunction("accept_invitation", {
    p_token_hash: await tokenHash(token),
    p_user: person.id,
    p_email: person.email,
    p_name: person.name,
  });
}

/** Closes a business; nothing is deleted. @param name its name, typed as confirmation */
export function closeBusiness(writer: Writer, name: string): Promise<Outcome> {
  return callFunction("close_business", { ...by(writer), p_name: name });
}

/** Closes a business and has it deleted thirty days later; its owners hear of it. @param name its name, typed as confirmation */
export async function deleteBusiness(writer: Writer, name: string): Promise<Outcome> {
  const outcome = await callFunction<Outcome>("delete_business", { ...by(writer), p_name: name });
  if (outcome.ok) nudgeDispatch();
  return outcome;
}

/** Opens a closed business again; one that was to be deleted is not. */
export async function reopenBusiness(businessId: string, userId: string): Promise<Outcome> {
  const outcome = await callFunction<Outcome>("reopen_business", {
    p_business: businessId,
    p_user: userId,
  });
  if (outcome.ok) nudgeDispatch();
  return outcome;
}
