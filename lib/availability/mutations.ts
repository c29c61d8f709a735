import "server-only";
import type { z } from "zod";
import { changeStatus, moveBooking } from "@/lib/bookings/mutations";
import { letStay } from "@/lib/bookings/stays";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId, Member } from "@/lib/supabase/session";
import type { Schedule } from "./editor";
import {
  businessResources,
  type Loaded,
  type ServiceWithRules,
  servicesWithRules,
  type Team,
  teamSchedules,
} from "./editor-data";
import type {
  saveResourcesInput,
  saveRulesInput,
  saveScheduleInput,
  strandedInput,
} from "./editor-schema";
import { type Placed, strandedBy } from "./editor-stranded";
import { checkAgainstMeans, type RuleProblem } from "./rules";

/** A booking that a change would leave outside the hours; instants in epoch milliseconds. */
export interface Stranded {
  bookingId: string;
  appointmentId: string;
  customer: string;
  party: number;
  service: { name: string; slug: string };
  staff: { name: string; slug: string };
  start: number;
  end: number;
}

export type ScheduleSaved =
  | ({ ok: true } & Loaded)
  | { ok: false; code: "stale"; current: Loaded }
  | { ok: false; code: "strands"; bookings: Stranded[] }
  | { ok: false; code: string };

/**
 * Saves one owner's schedule, unless it has changed since it was loaded, or bookings would fall outside the hours that
 * the person has not been shown yet.
 * @param now epoch milliseconds
 */
export async function saveSchedule(
  { db, businessId, person }: Member,
  input: z.infer<typeof saveScheduleInput>,
  now: number,
): Promise<ScheduleSaved> {
  const team = await teamSchedules(db, businessId, input.since);
  const stranded = await strandedBookings(db, businessId, team, input, now);
  if (stranded.some(({ bookingId }) => !input.seen.includes(bookingId))) {
    // A stale document is told first: what it strands would be judged against the wrong hours.
    const present = loadedOf(team, input.staffId);
    return present && present.version !== input.version
      ? { ok: false, code: "stale", current: present }
      : { ok: false, code: "strands", bookings: stranded };
  }
  const { data, error } = await db.rpc("save_schedule", {
    p_business: businessId,
    // The generated type does not know that null stands for the business itself.
    p_staff: input.staffId as string,
    p_since: input.since,
    p_expected: input.version,
    p_schedule: { ...input.schedule },
  });
  if (error) throw new Error(`save schedule: ${error.message}`);
  const saved = data as unknown as ScheduleSaved;
  if (saved.ok && stranded.length > 0) {
    // All were shown. Those that are moved or cancelled now are no longer where this was said of them.
    const seen = stranded.map(({ appointmentId }) => appointmentId);
    await letStay(seen, { businessId, actor: { userId: person.id } });
  }
  return saved;
}

function loadedOf(team: Team, staffId: string | null): Loaded | undefined {
  return staffId === null ? team.business : team.staff.find(({ id }) => id === staffId);
}

async function strandedBookings(
  db: SessionClient,
  businessId: BusinessId,
  team: Team,
  { staffId, schedule }: { staffId: string | null; schedule: Schedule },
  now: number,
): Promise<Stranded[]> {
  const people = team.staff.filter(({ id }) => staffId === null || id === staffId);
  if (people.length === 0) return [];
  const { data, error } = await db
    .from("appointments")
    .select(
      "id, starts_at, ends_at, staff_id, service:services(name, slug), bookings(id, status, contact_name, party)",
    )
    .eq("business_id", businessId)
    .eq("active", true)
    .is("assists", null)
    .in(
      "staff_id",
      people.map(({ id }) => id),
    )
    .gt("starts_at", new Date(now).toISOString())
    .order("starts_at")
    .limit(1000);
  if (error) throw new Error(`stranded bookings: ${error.message}`);
  const business = team.business.schedule;
  return people
    .flatMap((person) => {
      const before: Placed = { business, own: person.schedule };
      const after: Placed =
        staffId === null
          ? { business: schedule, own: person.schedule }
          : { business, own: schedule };
      const theirs = data
        .filter((row) => row.staff_id === person.id)
        .map((row) => ({ row, start: Date.parse(row.starts_at), end: Date.parse(row.ends_at) }));
      return strandedBy(before, after, theirs).flatMap(({ row, start, end }) =>
        row.bookings
          .filter(({ status }) => status === "confirmed" || status === "pending")
          .map((booking) => ({
            bookingId: booking.id,
            appointmentId: row.id,
            customer: booking.contact_name,
            party: booking.party,
            service: row.service,
            staff: { name: person.name, slug: person.slug },
            start,
            end,
          })),
      );
    })
    .sort((a, b) => a.start - b.start);
}

export type RulesSaved =
  | { ok: true; service: ServiceWithRules }
  | { ok: false; code: "stale"; current: ServiceWithRules }
  | { ok: false; code: "invalid"; problems: RuleProblem[] }
  | { ok: false; code: string };

/** Saves the rules of one service, unless they have changed since they were loaded. */
export async function saveRules(
  db: SessionClient,
  businessId: BusinessId,
  { serviceId, version, rules }: z.infer<typeof saveRulesInput>,
): Promise<RulesSaved> {
  const [services, resources] = await Promise.all([
    servicesWithRules(db, businessId),
    businessResources(db, businessId),
  ]);
  const service = services.find(({ id }) => id === serviceId);
  if (!service) return { ok: false, code: "not_found" };
  const problems = checkAgainstMeans(rules, { staff: service.staff.length, resources });
  if (problems.length > 0) return { ok: false, code: "invalid", problems };
  const { data, error } = await db.rpc("save_service_rules", {
    p_business: businessId,
    p_service: serviceId,
    p_expected: version,
    p_rules: { ...rules },
  });
  if (error) throw new Error(`save rules: ${error.message}`);
  const outcome = data as unknown as RulesSaved;
  return !outcome.ok && outcome.code === "invalid"
    ? { ok: false, code: "invalid", problems: [] }
    : outcome;
}

/** Adds, renames and puts away rooms and equipment. */
export async function saveResources(
  db: SessionClient,
  businessId: BusinessId,
  { resources }: z.infer<typeof saveResourcesInput>,
): Promise<{ ok: true } | { ok: false; code: string }> {
  const { data, error } = await db.rpc("save_resources", {
    p_business: businessId,
    p_resources: resources,
  });
  if (error) throw new Error(`save resources: ${error.message}`);
  return data as unknown as { ok: true } | { ok: false; code: string };
}

/**
 * Cancels and moves bookings that a change of hours has left outside.
 * @returns the bookings that could not be changed, with the code of the refusal
 */
export async function settleStranded(
  member: Member,
  { cancel, move, reason }: z.infer<typeof strandedInput>,
  now: number,
): Promise<{ bookingId: string; code: string }[]> {
  const actor = { kind: "staff" as const, userId: member.person.id, name: member.person.name };
  const failed: { bookingId: string; code: string }[] = [];
  const wanted = [...cancel, ...move.map(({ bookingId }) => bookingId)];
  const { data, error } = await member.db
    .from("bookings")
    .select(
      "id, party, ics_sequence, appointment:appointments!inner(staff_id, service:services(slug), staff(slug, user_id))",
    )
    .eq("business_id", member.businessId)
    .in("id", wanted);
  if (error) throw new Error(`settle stranded: ${error.message}`);
  for (const bookingId of wanted) {
    const row = data.find(({ id }) => id === bookingId);
    const person = row?.appointment.staff;
    if (!row || !person) {
      failed.push({ bookingId, code: "not_found" });
      continue;
    }
    if (member.membership.role === "staff" && person.user_id !== member.person.id) {
      failed.push({ bookingId, code: "forbidden" });
      continue;
    }
    const target = move.find((one) => one.bookingId === bookingId);
    const outcome = target
      ? await moveBooking(
          {
            id: row.id,
            party: row.party,
            sequence: row.ics_sequence,
            business: { slug: member.membership.slug },
            service: row.appointment.service,
            staff: person,
          },
          { start: target.start, staff: "any", actor, now },
        )
      : await changeStatus(bookingId, "cancelled", actor, reason);
    if (!outcome.ok) failed.push({ bookingId, code: outcome.code });
  }
  return failed;
}
