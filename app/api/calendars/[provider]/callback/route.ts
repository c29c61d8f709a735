import { cookies } from "next/headers";
import { NextResponse } from "next/server";
import { z } from "zod";
import { myStaffIds } from "@/lib/appointments/mine";
import { codeOf, connect } from "@/lib/calendars/connect";
import { cookieOf, endSignIn, isOAuthProvider, isSameState } from "@/lib/calendars/oauth";
import { env } from "@/lib/env";
import { answer, problem } from "@/lib/http/problem";
import { mayActOn } from "@/lib/members/rules";
import { findMember } from "@/lib/supabase/session";

const journeyShape = z.object({
  state: z.string().min(20),
  verifier: z.string().min(43),
  businessId: z.uuid(),
  staffId: z.uuid(),
  userId: z.uuid(),
});

/** Where a provider sends somebody back to, with a code that becomes access. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  return answer(async () => {
    const { provider } = await params;
    if (!isOAuthProvider(provider)) return problem("not_found");
    const query = new URL(request.url).searchParams;
    const jar = await cookies();
    const kept = jar.get(cookieOf(provider))?.value;
    jar.delete({ name: cookieOf(provider), path: `/api/calendars/${provider}` });
    const back = (path: string) =>
      NextResponse.redirect(new URL(`/dashboard/calendars${path}`, env().APP_URL), {
        headers: { "cache-control": "no-store", "referrer-policy": "no-referrer" },
      });
    const refused = (code: string) => back(`?refused=${code}`);
    const journey = journeyShape.safeParse(parsed(kept));
    if (!journey.success || !isSameState(journey.data, query.get("state"))) return refused("state");
    const code = query.get("code");
    if (!code) return refused("consent");
    const { businessId, staffId, userId } = journey.data;
    const member = await findMember("staff", businessId);
    if (member?.person.id !== userId) return refused("state");
    if (!mayActOn(member.membership.role, await myStaffIds(member), staffId)) {
      return refused("forbidden");
    }
    try {
      const { access, ...account } = await endSignIn(provider, journey.data, code);
      const whose = { businessId, staffId, userId: member.person.id };
      const outcome = await connect(whose, access, account);
      return outcome.ok ? back(`/${outcome.id}`) : refused(outcome.code);
    } catch (error) {
      return refused(codeOf(error));
    }
  });
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}
