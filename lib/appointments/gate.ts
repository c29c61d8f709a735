import "server-only";
import type { ActingPerson } from "@/lib/bookings/item";
import { mayActOn } from "@/lib/members/rules";
import { findMember, type Member } from "@/lib/supabase/session";
import { myStaffIds } from "./mine";

/** Somebody who may act at the desk. */
export interface DeskMember {
  member: Member;
  actor: ActingPerson & { userId: string };
  /** Whether they may act for this bookable person. */
  mayActFor(staffId: string): boolean;
  /** Ids of the people they may act for; null = everybody. */
  only: string[] | null;
}

/** The member who asks, in the business that the page was opened for; it may have been changed in another window. */
export async function deskMember(businessId: string): Promise<DeskMember | null> {
  const member = await findMember("staff", businessId);
  if (!member) return null;
  const mine = await myStaffIds(member);
  const { role } = member.membership;
  return {
    member,
    actor: { kind: "staff", userId: member.person.id, name: member.person.name },
    mayActFor: (staffId) => mayActOn(role, mine, staffId),
    only: role === "staff" ? mine : null,
  };
}
