import { jsonBody } from "@/lib/http/body";
import { answer, problem } from "@/lib/http/problem";
import { noticesOf, readNotices } from "@/lib/notifications/notices";
import { readSchema } from "@/lib/notifications/read-schema";
import { showNotices } from "@/lib/notifications/shown-notices";
import { currentPerson } from "@/lib/supabase/session";

export const dynamic = "force-dynamic";

const SHOWN = 30;

async function shown(request: Request, personId: string): Promise<Response> {
  const locale = new URL(request.url).searchParams.get("locale") ?? "en";
  const told = await noticesOf(personId, null, { limit: SHOWN });
  return Response.json(showNotices(told, locale, Date.now()), {
    headers: { "cache-control": "no-store" },
  });
}

/** What has been told to the signed-in customer by every business, in the words of ?locale=. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const person = await currentPerson();
    return person ? shown(request, person.id) : problem("signed_out");
  });
}

/** Marks it as read: {ids}, or all of it with null. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const person = await currentPerson();
    if (!person) return problem("signed_out");
    const body = await jsonBody(request, readSchema);
    if (!body.ok) return body.response;
    await readNotices(person.id, null, body.value.ids);
    return shown(request, person.id);
  });
}
