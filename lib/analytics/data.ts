import "server-only";
import { startOfDate } from "@/lib/appointments/rules";
import { NOBODY } from "@/lib/availability/editor-calendar";
import { businessResources, teamSchedules } from "@/lib/availability/editor-data";
import { workingSpans } from "@/lib/availability/editor-team";
import { addDays } from "@/lib/scheduling";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { AnalyticsFilter, Period } from "./rules";
import type { Figures, OpenMinutes } from "./schema";

/** The figures of a period, counted by the database within the caller's rights. */
export async function figures(
  db: SessionClient,
  businessId: BusinessId,
  period: Period,
  { serviceId, staffId }: Pick<AnalyticsFilter, "serviceId" | "staffId">,
): Promise<Figures> {
  const { data, error } = await db.rpc("analytics", {
    p_business: businessId,
    p_from: period.from,
    p_to: period.to,
    ...(serviceId ? { p_service: serviceId } : {}),
    ...(staffId ? { p_staff: staffId } : {}),
  });
  if (error) throw new Error(`analytics: ${error.message}`);
  const answer = data as unknown as ({ ok: true } & Figures) | { ok: false; code: string };
  if (!answer.ok) throw new Error(`analytics: ${answer.code}`);
  return answer;
}

/**
 * How long people worked and rooms could be used in a period, by the hours as they stand now: the engine's own reading
 * of them, with seasons, closures and leave.
 * @param zone of the business, whose dates the period is in
 */
export async function openMinutes(
  db: SessionClient,
  businessId: BusinessId,
  period: Period,
  zone: string,
): Promise<OpenMinutes> {
  const [team, resources] = await Promise.all([
    teamSchedules(db, businessId, period.from),
    businessResources(db, businessId),
  ]);
  const from = startOfDate(zone, period.from);
  const to = startOfDate(zone, addDays(period.to, 1));
  const business = team.business.schedule;
  const minutes = (own: typeof business) =>
    workingSpans({ business, own }, from, to).reduce(
      (sum, { start, end }) => sum + (end - start) / 60_000,
      0,
    );
  const open = resources.length > 0 ? minutes(NOBODY) : 0;
  return {
    staff: Object.fromEntries(team.staff.map(({ id, schedule }) => [id, minutes(schedule)])),
    rooms: Object.fromEntries(
      resources.map(({ id, name, quantity }) => [id, { name, minutes: open * quantity }]),
    ),
  };
}
