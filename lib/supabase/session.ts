import "server-only";
import { cookies } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { displayLocale } from "@/lib/members/rules";
import { type SessionClient, sessionClient } from "./server";

declare const minted: unique symbol;
/** A business's id that has passed the gate: only requireMember makes one, so a query without the check does not compile. */
export type BusinessId = string & { readonly [minted]: "BusinessId" };

export type Role = "owner" | "manager" | "staff";

export interface Person {
  id: string;
  email: string;
  name: string;
}

export interface Membership {
  businessId: string;
  slug: string;
  name: string;
  role: Role;
  timeZone: string;
  brandColor: string;
  /** In which dates and money are written, e.g. "en-GB". */
  locale: string;
  /** The page of its opening that is yet to be done; null = none. */
  startStep: string | null;
}

export interface Member {
  person: Person;
  businessId: BusinessId;
  membership: Membership;
  memberships: Membership[];
  /** Acts as this person: row-level security applies. */
  db: SessionClient;
}

const rank: Record<Role, number> = { owner: 0, manager: 1, staff: 2 };

/** Which business a person with several looks at; only a preference, the gate checks the membership each time. */
export const businessCookie = "daybook-business";

/** The signed-in person, or null. Asks the auth server, so that a revoked session is not believed. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const db = await sessionClient();
  const { data } = await db.auth.getUser();
  if (!data.user?.email) return null;
  const name = data.user.user_metadata?.name;
  return {
    id: data.user.id,
    email: data.user.email,
    name: typeof name === "string" && name.trim() ? name : data.user.email,
  };
});

/** The signed-in person; anybody else is sent to sign in and comes back to `next` afterwards. */
export async function requirePerson(next: string): Promise<Person> {
  return (await currentPerson()) ?? redirect(`/sign-in?next=${encodeURIComponent(next)}`);
}

/** The businesses that the signed-in person belongs to, in the order of their names. */
export const memberships = cache(async (): Promise<Membership[]> => {
  const person = await currentPerson();
  if (!person) return [];
  const db = await sessionClient();
  const { data, error } = await db
    .from("members")
    .select(
      "role, business:businesses!inner(id, slug, name, time_zone, brand_color, locale, country, start_step, archived_at)",
    )
    .eq("user_id", person.id);
  if (error) throw new Error(`memberships: ${error.message}`);
  return data
    .filter(({ business }) => business.archived_at === null)
    .map(({ role, business }) => ({
      businessId: business.id,
      slug: business.slug,
      name: business.name,
      role,
      timeZone: business.time_zone,
      brandColor: business.brand_color,
      locale: displayLocale(business.locale, business.country),
      startStep: business.start_step,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
});

/**
 * The session gate: the signed-in person as a member of the chosen business (or of `businessId`), or null when they
 * are not signed in, not a member, or of a lesser role.
 * @param least the role that it takes at the least
 */
export async function findMember(
  least: Role = "staff",
  businessId?: string,
): Promise<Member | null> {
  const person = await currentPerson();
  if (!person) return null;
  const all = await memberships();
  const wanted = businessId ?? (await cookies()).get(businessCookie)?.value;
  const membership =
    all.find((one) => one.businessId === wanted) ?? (businessId ? undefined : all[0]);
  if (!membership || rank[membership.role] > rank[least]) return null;
  return {
    person,
    businessId: membership.businessId as BusinessId,
    membership,
    memberships: all,
    db: await sessionClient(),
  };
}

/** Why the gate lets somebody not in; codes of lib/http/messages.ts. */
export type NotLetIn = "signed_out" | "left_team" | "forbidden";

/** Says why findMember found nobody: a page may stay open for longer than its reader belongs to the business. */
export async function whyNotMember(businessId: string | undefined): Promise<NotLetIn> {
  if (!(await currentPerson())) return "signed_out";
  return (await findMember("staff", businessId)) ? "forbidden" : "left_team";
}

/**
 * The same for pages: whoever is not signed in goes to sign in, whoever has no business to start one; whose role is less is
 * shown a page that says so (app/dashboard/forbidden.tsx).
 */
export async function requireMember(next: string, least: Role = "staff"): Promise<Member> {
  await requirePerson(next);
  if ((await memberships()).length === 0) redirect("/start");
  const member = await findMember(least);
  return member ?? forbidden();
}
