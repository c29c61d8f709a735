import "server-only";
import { newBookingPath } from "@/lib/appointments/paths";
import { startOfDate } from "@/lib/appointments/rules";
import { workingSpans } from "@/lib/availability/editor-team";
import { formatDuration, formatRange } from "@/lib/format";
import { mayActOn } from "@/lib/members/rules";
import { addDays } from "@/lib/scheduling";
import type { NeedsSource } from "./need";
import { idleBetween } from "./rules";

const SHOWN = 5;
/** Shorter than this nobody calls a gap, whatever could be squeezed in. */
const LEAST_MIN = 20;

/** Where somebody sits between two appointments of today long enough for one of their services. */
export const gapsToday: NeedsSource = async (asked) => {
  const { member, desk, now, date, mine, appointments } = asked;
  const { businessId, db, membership } = member;
  const day = {
    from: startOfDate(desk.timeZone, date),
    to: startOfDate(desk.timeZone, addDays(date, 1)),
  };
  const booked = appointments.filter(({ state }) => state !== "cancelled");
  if (booked.length < 2) return null;
  const [team, busy, skills] = await Promise.all([
    asked.team(),
    db
      .from("busy_times")
      .select("staff_id, starts_at, ends_at")
      .eq("business_id", businessId)
      .lt("starts_at", new Date(day.to).toISOString())
      .gt("ends_at", new Date(now).toISOString()),
    db
      .from("service_staff")
      .select("staff_id, duration_min, services!inner(duration_min, archived_at)")
      .eq("business_id", businessId)
      .is("services.archived_at", null),
  ]);
  const error = busy.error ?? skills.error;
  if (error) throw new Error(`gaps: ${error.message}`);
  const business = team.business.schedule;
  const gaps = team.staff
    .filter(({ id }) => mayActOn(membership.role, mine, id))
    .flatMap((person) => {
      const taken = booked
        .filter(({ staffId }) => staffId === person.id)
        .map((one) => ({
          start: Date.parse(one.start) - one.bufferBefore * 60_000,
          end: Date.parse(one.end) + one.bufferAfter * 60_000,
        }));
      const lengths = skills
        .data!.filter(({ staff_id }) => staff_id === person.id)
        .map(({ duration_min, services }) => duration_min ?? services.duration_min);
      if (taken.length < 2 || lengths.length === 0) return [];
      for (const { staff_id, starts_at, ends_at } of busy.data!) {
        if (staff_id !== person.id) continue;
        taken.push({ start: Date.parse(starts_at), end: Date.parse(ends_at) });
      }
      const open = workingSpans({ business, own: person.schedule }, day.from, day.to);
      const least = Math.max(LEAST_MIN, Math.min(...lengths)) * 60_000;
      // A start is a whole minute.
      const from = Math.ceil(now / 60_000) * 60_000;
      return idleBetween(open, taken, from, least).map((gap) => ({ ...gap, person }));
    })
    .sort((a, b) => a.start - b.start);
  if (gaps.length === 0) return null;
  return {
    key: "gaps",
    title: "Gaps today",
    description: "Free between two appointments",
    needs: gaps.slice(0, SHOWN).map(({ start, end, person }) => ({
      key: `${person.id} ${end}`,
      title: `${formatRange(start, end, desk.timeZone, desk.locale)}, ${formatDuration(Math.round((end - start) / 60_000), desk.locale)}`,
      detail: person.name,
      href: newBookingPath({
        staff: person.id,
        start: new Date(start).toISOString(),
        back: "/dashboard",
      }),
      action: "Book",
    })),
    ...(gaps.length > SHOWN && {
      more: { href: "/dashboard/calendar?view=day", label: `All ${gaps.length}` },
    }),
  };
};
