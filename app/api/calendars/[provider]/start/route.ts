import { cookies } from "next/headers";
import { NextResponse } from "next/server";
import { myStaffIds } from "@/lib/appointments/mine";
import { beginSignIn, cookieOf, isOAuthProvider, offeredSignIns } from "@/lib/calendars/oauth";
import { env } from "@/lib/env";
import { answer, problem } from "@/lib/http/problem";
import { mayActOn } from "@/lib/members/rules";
import { findMember } from "@/lib/supabase/session";

/** Sends somebody to their provider, to allow Daybook into their calendars. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  return answer(async () => {
    const { provider } = await params;
    if (!isOAuthProvider(provider) || !offeredSignIns().includes(provider))
      return problem("not_found");
    const query = new URL(request.url).searchParams;
    const member = await findMember("staff", query.get("business") ?? undefined);
    if (!member)
      return NextResponse.redirect(new URL("/sign-in?next=/dashboard/calendars", env().APP_URL));
    const staffId = query.get("staff") ?? "";
    const { data: person } = await member.db
      .from("staff")
      .select("id")
      .eq("business_id", member.businessId)
      .eq("id", staffId)
      .maybeSingle();
    if (!person || !mayActOn(member.membership.role, await myStaffIds(member), staffId)) {
      return problem("forbidden");
    }
    const { data: known } = await member.db
      .from("calendar_connections")
      .select("account")
      .eq("business_id", member.businessId)
      .eq("staff_id", staffId)
      .eq("id", query.get("again") ?? "00000000-0000-0000-0000-000000000000")
      .maybeSingle();
    const { url, journey } = await beginSignIn(
      provider,
      { businessId: member.businessId, staffId, userId: member.person.id },
      known?.account ?? null,
    );
    (await cookies()).set(cookieOf(provider), JSON.stringify(journey), {
      httpOnly: true,
      secure: env().APP_URL.startsWith("https://"),
      // Lax: it has to come back with the redirect from the provider.
      sameSite: "lax",
      path: `/api/calendars/${provider}`,
      maxAge: 600,
    });
    return NextResponse.redirect(url, { headers: { "cache-control": "no-store" } });
  });
}
