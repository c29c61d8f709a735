import { NextResponse } from "next/server";
import { placeOfBooking } from "@/lib/appointments/data";
import { todayIn } from "@/lib/appointments/rules";
import { env } from "@/lib/env";
import { chooseBusiness } from "@/lib/members/choose";
import { sessionClient } from "@/lib/supabase/server";
import { currentPerson, memberships } from "@/lib/supabase/session";

/**
 * Where letters, knocks and the bell lead: a booking on its day in the calendar, opened. Of several businesses the
 * booking's own is chosen.
 */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/dashboard/bookings/[id]">,
): Promise<Response> {
  const { id } = await params;
  const to = (path: string) => NextResponse.redirect(new URL(path, env().APP_URL), 303);
  if (!(await currentPerson())) {
    return to(`/sign-in?next=${encodeURIComponent(`/dashboard/bookings/${id}`)}`);
  }
  const [place, all] = await Promise.all([
    placeOfBooking(await sessionClient(), id),
    memberships(),
  ]);
  const membership = all.find(({ businessId }) => businessId === place?.businessId);
  if (!place || !membership) return to("/dashboard/bookings");
  await chooseBusiness(membership.businessId);
  const date = todayIn(membership.timeZone, Date.parse(place.start));
  return to(`/dashboard/calendar?view=day&date=${date}&open=${place.appointmentId}`);
}
