import "server-only";
import { startOfDate } from "@/lib/appointments/rules";
import { formatDayTime, formatRange } from "@/lib/format";
import { mayActOn } from "@/lib/members/rules";
import { addDays } from "@/lib/scheduling";
import type { NeedsSource } from "@/lib/today/need";
import { liesWithin } from "@/lib/today/rules";
import { NOBODY } from "./editor-calendar";
import { workingHours } from "./editor-stranded";
import { workingSpans } from "./editor-team";
import { coverageGaps } from "./rules";

const AHEAD_DAYS = 14;
const SHOWN = 5;
/** Appointments looked at: two weeks of a business with a hundred thousand a year are four thousand. */
const PAGE = 1000;
const MAX_PAGES = 6;

/**
 * Appointments of the next two weeks that lie outside their person's hours, because the hours have changed or somebody
 * is away: they have to be moved or cancelled, or somebody says that they stay. What was put there at the desk after a
 * warning is not named.
 */
export const outsideHours: NeedsSource = async (asked) => {
  const { member, desk, now, mine } = asked;
  const { db, businessId, membership } = member;
  const until = now + AHEAD_DAYS * 86_400_000;
  const [team, ahead] = await Promise.all([asked.team(), standingBetween(asked, now, until)]);
  const business = team.business.schedule;
  const people = new Map(team.staff.map((person) => [person.id, person]));
  const stranded: string[] = [];
  for (const staffId of new Set(ahead.map((one) => one.staffId))) {
    if (!mayActOn(membership.role, mine, staffId)) continue;
    const theirs = ahead.filter((one) => one.staffId === staffId);
    const person = people.get(staffId);
    const placed = person && { business, own: person.schedule };
    const open = placed ? workingSpans(placed, now - 86_400_000, until + 86_400_000) : [];
    // The stretches are in steps of minutes, so that what does not lie in them is asked of the engine itself.
    const precise = placed ? workingHours(placed) : () => false;
    for (const one of theirs) {
      if (!liesWithin(open, one) && !precise(one.start, one.end)) stranded.push(one.id);
    }
  }
  if (stranded.length === 0) return null;
  const { data, error } = await db
    .from("appointments")
    .select("id, starts_at, staff_id, service:services(name), bookings(status, contact_name)")
    .eq("business_id", businessId)
    .in("id", stranded.slice(0, 50))
    .order("starts_at");
  if (error) throw new Error(`outside the hours: ${error.message}`);
  const needs = data.flatMap((row) => {
    const people = row.bookings.filter(
      ({ status }) => status === "confirmed" || status === "pending",
    );
    if (people.length === 0) return [];
    const person = desk.people.find(({ id }) => id === row.staff_id);
    return {
      key: row.id,
      title: people.length === 1 ? people[0]!.contact_name : `${people.length} people`,
      detail: `${formatDayTime(row.starts_at, desk.timeZone, desk.locale)}, ${row.service.name} with ${person?.name ?? ""}`,
      appointmentId: row.id,
      action: "Move or cancel",
      mayStay: true,
    };
  });
  if (needs.length === 0) return null;
  return {
    key: "outside",
    title: "Outside the hours",
    description: "Booked, and by now nobody works then",
    needs: needs.slice(0, SHOWN),
    ...(needs.length > SHOWN && {
      more: { href: "/dashboard/calendar?view=list", label: `${needs.length - SHOWN} more` },
    }),
  };
};

/** What stands between two instants, without those of which somebody has said that they stay where they are. */
async function standingBetween(
  { member }: Parameters<NeedsSource>[0],
  from: number,
  to: number,
): Promise<{ id: string; staffId: string; start: number; end: number }[]> {
  const found: { id: string; staffId: string; start: number; end: number }[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, error } = await member.db
      .from("appointments")
      .select("id, staff_id, starts_at, ends_at, stays_at")
      .eq("business_id", member.businessId)
      .eq("active", true)
      .is("assists", null)
      .gte("starts_at", new Date(from).toISOString())
      .lt("starts_at", new Date(to).toISOString())
      .order("starts_at")
      .order("id")
      .range(page * PAGE, (page + 1) * PAGE - 1);
    if (error) throw new Error(`appointments ahead: ${error.message}`);
    for (const row of data) {
      if (row.stays_at === row.starts_at) continue;
      found.push({
        id: row.id,
        staffId: row.staff_id,
        start: Date.parse(row.starts_at),
        end: Date.parse(row.ends_at),
      });
    }
    if (data.length < PAGE) break;
  }
  return found;
}

/** When the business is open in the coming week and nobody is at work; for those who manage. */
export const emptyHours: NeedsSource = async (asked) => {
  const { member, desk, now, date } = asked;
  if (member.membership.role === "staff") return null;
  const team = await asked.team();
  if (team.staff.length === 0) return null;
  const business = team.business.schedule;
  const end = startOfDate(desk.timeZone, addDays(date, 7));
  const from = Math.ceil(now / 300_000) * 300_000;
  const gaps = coverageGaps(
    workingSpans({ business, own: NOBODY }, from, end),
    team.staff.map(({ schedule }) => workingSpans({ business, own: schedule }, from, end)),
    1,
  );
  if (gaps.length === 0) return null;
  return {
    key: "empty",
    title: "Open, and nobody works",
    description: "Customers see these hours and find no time",
    needs: gaps.slice(0, SHOWN).map((gap) => ({
      key: String(gap.start),
      title: formatDayTime(gap.start, desk.timeZone, desk.locale),
      detail: formatRange(gap.start, gap.end, desk.timeZone, desk.locale),
      href: "/dashboard/availability/team",
      action: "Look at the week",
    })),
    ...(gaps.length > SHOWN && {
      more: { href: "/dashboard/availability/team", label: `${gaps.length - SHOWN} more` },
    }),
  };
};
