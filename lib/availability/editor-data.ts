import "server-only";
import { displayLocale } from "@/lib/members/rules";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { Schedule } from "./editor";
import type { ServiceRules } from "./rules";

/** A schedule as it was loaded; `version` goes back with the save. */
export interface Loaded {
  version: string;
  schedule: Schedule;
}

export interface Colleague extends Loaded {
  id: string;
  slug: string;
  name: string;
  title: string;
  hue: number;
  /** The signed-in person themselves. */
  mine: boolean;
  /** Ids of what they do. */
  services: string[];
}

export interface Team {
  business: Loaded;
  staff: Colleague[];
}

export interface ServiceWithRules {
  id: string;
  slug: string;
  name: string;
  category: string;
  durationMin: number;
  /** Slugs of who does it. */
  staff: string[];
  version: string;
  rules: ServiceRules;
}

export interface Resource {
  id: string;
  name: string;
  quantity: number;
}

/** Everyone's schedules from a local date on. */
export async function teamSchedules(
  db: SessionClient,
  businessId: BusinessId,
  since: string,
): Promise<Team> {
  const { data, error } = await db.rpc("team_schedules", {
    p_business: businessId,
    p_since: since,
  });
  if (error) throw new Error(`team schedules: ${error.message}`);
  return data as unknown as Team;
}

/** The services of a business with their booking rules, in their order. */
export async function servicesWithRules(
  db: SessionClient,
  businessId: BusinessId,
): Promise<ServiceWithRules[]> {
  const { data, error } = await db.rpc("service_rules", { p_business: businessId });
  if (error) throw new Error(`service rules: ${error.message}`);
  return data as unknown as ServiceWithRules[];
}

/** Rooms and equipment in use. */
export async function businessResources(
  db: SessionClient,
  businessId: BusinessId,
): Promise<Resource[]> {
  const { data, error } = await db
    .from("resources")
    .select("id, name, quantity")
    .eq("business_id", businessId)
    .is("archived_at", null)
    .order("position")
    .order("name");
  if (error) throw new Error(`resources: ${error.message}`);
  return data;
}

/** The language that the business's times are written in, and the day its week begins on. */
export async function businessManners(
  db: SessionClient,
  businessId: BusinessId,
): Promise<{ locale: string; weekStartsOn: number }> {
  const { data, error } = await db
    .from("businesses")
    .select("locale, country, week_starts_on")
    .eq("id", businessId)
    .single();
  if (error) throw new Error(`business: ${error.message}`);
  return { locale: displayLocale(data.locale, data.country), weekStartsOn: data.week_starts_on };
}
