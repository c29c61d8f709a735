import "server-only";
import type { Member } from "@/lib/supabase/session";

/** Ids of the bookable people that a member is; owners and managers may act on everyone, so that theirs are not asked. */
export async function myStaffIds(member: Member): Promise<string[]> {
  if (member.membership.role !== "staff") return [];
  const { data, error } = await member.db
    .from("staff")
    .select("id")
    .eq("business_id", member.businessId)
    .eq("user_id", member.person.id);
  if (error) throw new Error(`own staff: ${error.message}`);
  return data.map(({ id }) => id);
}
