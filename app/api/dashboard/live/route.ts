import { problem } from "@/lib/http/problem";
import { changeStream } from "@/lib/live/stream";
import { findMember, whyNotMember } from "@/lib/supabase/session";

export const dynamic = "force-dynamic";

/** Tells an open dashboard that something of its business has changed; what it is, the page asks for itself. */
export async function GET(request: Request): Promise<Response> {
  const business = new URL(request.url).searchParams.get("business") ?? undefined;
  const member = await findMember("staff", business);
  if (!member) return problem(await whyNotMember(business));
  return changeStream(member.businessId, request.signal, ({ kind, user }) =>
    // Somebody else's bell is nobody's business.
    kind === "notice" && user !== member.person.id ? null : { kind },
  );
}
