"use server";

import type { z } from "zod";
import { findMember } from "@/lib/supabase/session";
import type { Explanation } from "../scheduling";
import type { ClosurePlan } from "./editor";
import {
  businessResources,
  type Resource,
  type ServiceWithRules,
  servicesWithRules,
} from "./editor-data";
import {
  explainInput,
  holidaysInput,
  previewInput,
  saveResourcesInput,
  saveRulesInput,
  saveScheduleInput,
  strandedInput,
} from "./editor-schema";
import { type HolidayPlace, holidayRegions, publicHolidays } from "./holidays";
import * as mutations from "./mutations";
import { explainTime, type Preview, previewTimes } from "./preview";

/** A refusal by the checks of the input: what is wrong, by the path of the field. */
export interface Invalid {
  ok: false;
  code: "invalid";
  fields: Record<string, string>;
}

type Gate = { ok: false; code: "forbidden" };
const forbidden: Gate = { ok: false, code: "forbidden" };

function invalid(error: z.ZodError): Invalid {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return { ok: false, code: "invalid", fields };
}

/** Saves one owner's schedule; staff their own, managers everyone's. See mutations.saveSchedule. */
export async function saveScheduleAction(
  input: z.input<typeof saveScheduleInput>,
): Promise<mutations.ScheduleSaved | Invalid> {
  const parsed = saveScheduleInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("staff", parsed.data.businessId);
  if (!member) return forbidden;
  return mutations.saveSchedule(member, parsed.data, Date.now());
}

/** Saves the rules of a service. */
export async function saveRulesAction(
  input: z.input<typeof saveRulesInput>,
): Promise<mutations.RulesSaved | Invalid> {
  const parsed = saveRulesInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("manager", parsed.data.businessId);
  if (!member) return forbidden;
  return mutations.saveRules(member.db, member.businessId, parsed.data);
}

/** Adds, renames and puts away rooms and equipment; answers with what there is now. */
export async function saveResourcesAction(
  input: z.input<typeof saveResourcesInput>,
): Promise<
  | { ok: true; resources: Resource[]; services: ServiceWithRules[] }
  | { ok: false; code: string }
  | Invalid
> {
  const parsed = saveResourcesInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("manager", parsed.data.businessId);
  if (!member) return forbidden;
  const outcome = await mutations.saveResources(member.db, member.businessId, parsed.data);
  if (!outcome.ok) return outcome;
  const [resources, services] = await Promise.all([
    businessResources(member.db, member.businessId),
    servicesWithRules(member.db, member.businessId),
  ]);
  return { ok: true, resources, services };
}

/** Two weeks of free times with settings that are not saved yet. */
export async function previewAction(
  input: z.input<typeof previewInput>,
): Promise<Preview | Invalid> {
  const parsed = previewInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("staff", parsed.data.businessId);
  if (!member) return forbidden;
  return previewTimes(member, parsed.data, Date.now());
}

/** Why a time would or would not be offered with settings that are not saved yet. */
export async function explainAction(
  input: z.input<typeof explainInput>,
): Promise<{ ok: true; explanation: Explanation } | { ok: false; code: string } | Invalid> {
  const parsed = explainInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("staff", parsed.data.businessId);
  if (!member) return forbidden;
  return explainTime(member, parsed.data, Date.now());
}

/** The public holidays of a place for the coming years, and the regions to choose from. */
export async function holidaysAction(
  input: z.input<typeof holidaysInput>,
): Promise<
  { ok: true; holidays: ClosurePlan[]; regions: HolidayPlace[] } | { ok: false; code: string }
> {
  const parsed = holidaysInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("manager", parsed.data.businessId);
  if (!member) return forbidden;
  const { country, region } = parsed.data;
  const regions = holidayRegions(country);
  const known = regions.some(({ code }) => code === region) ? region : null;
  const year = new Date().getUTCFullYear();
  return { ok: true, regions, holidays: publicHolidays({ country, region: known }, year) };
}

/** Cancels and moves bookings after a change of hours; answers with those that could not be. */
export async function settleStrandedAction(
  input: z.input<typeof strandedInput>,
): Promise<{ ok: true; failed: { bookingId: string; code: string }[] } | Gate | Invalid> {
  const parsed = strandedInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await findMember("staff", parsed.data.businessId);
  if (!member) return forbidden;
  return { ok: true, failed: await mutations.settleStranded(member, parsed.data, Date.now()) };
}
