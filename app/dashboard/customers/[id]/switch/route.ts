import { NextResponse } from "next/server";
import { homeOfCustomer } from "@/lib/customers/data";
import { env } from "@/lib/env";
import { chooseBusiness } from "@/lib/members/choose";
import { sessionClient } from "@/lib/supabase/server";
import { currentPerson, memberships } from "@/lib/supabase/session";

const parts = new Set(["/edit", "/merge"]);

/**
 * Opens a customer of another of one's businesses than the chosen one: a link from a window that was opened before
 * changing to another business. The customer's own business is chosen, as for a booking's link.
 */
export async function GET(
  request: Request,
  { params }: RouteContext<"/dashboard/customers/[id]/switch">,
): Promise<Response> {
  const { id } = await params;
  const asked = `/${new URL(request.url).searchParams.get("part") ?? ""}`;
  const page = `/dashboard/customers/${encodeURIComponent(id)}${parts.has(asked) ? asked : ""}`;
  const to = (path: string) => NextResponse.redirect(new URL(path, env().APP_URL), 303);
  if (!(await currentPerson())) return to(`/sign-in?next=${encodeURIComponent(page)}`);
  const [home, all] = await Promise.all([homeOfCustomer(await sessionClient(), id), memberships()]);
  if (!all.some(({ businessId }) => businessId === home)) return to("/dashboard/customers");
  if (home) await chooseBusiness(home);
  return to(page);
}
