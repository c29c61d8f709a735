import "server-only";
import { localDate } from "@/lib/format";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { Role } from "./rules";

/** Somebody who signs in to the business. */
export interface Teammate {
  userId: string;
  name: string;
  role: Role;
}

/** An invitation that waits for its answer; instants are ISO in UTC. */
export interface Invitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: string;
}

/** Who signs in to a business: owners first, then by name. */
export async function teammates(db: SessionClient, businessId: BusinessId): Promise<Teammate[]> {
  const { data, error } = await db
    .from("members")
    .select("user_id, name, role")
    .eq("business_id", businessId)
    .order("role")
    .order("name");
  if (error) throw new Error(`members: ${error.message}`);
  return data.map(({ user_id, name, role }) => ({ userId: user_id, name, role }));
}

/** Invitations that wait for their answer, the latest first; owners see them, others none. */
export async function openInvitations(
  db: SessionClient,
  businessId: BusinessId,
): Promise<Invitation[]> {
  const { data, error } = await db
    .from("invitations")
    .select("id, email, role, expires_at")
    .eq("business_id", businessId)
    .is("accepted_at", null)
    .is("revoked_at", null)
    .order("created_at", { ascending: false })
    .limit(200);
  if (error) throw new Error(`invitations: ${error.message}`);
  return data.map(({ id, email, role, expires_at }) => ({
    id,
    email,
    role,
    expiresAt: new Date(expires_at).toISOString(),
  }));
}

/** Businesses that the signed-in person owns and that are closed; `deleteOn`: the local date on which everything goes. */
export async function closedBusinesses(
  db: SessionClient,
  userId: string,
): Promise<{ id: string; name: string; deleteOn: string | null }[]> {
  const { data, error } = await db
    .from("members")
    .select("business:businesses!inner(id, name, archived_at, delete_at, time_zone)")
    .eq("user_id", userId)
    .eq("role", "owner")
    .not("business.archived_at", "is", null);
  if (error) throw new Error(`closed businesses: ${error.message}`);
  return data.map(({ business: { id, name, delete_at, time_zone } }) => ({
    id,
    name,
    deleteOn: delete_at && localDate(delete_at, time_zone),
  }));
}
