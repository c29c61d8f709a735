import { env } from "@/lib/env";
import { jsonBody } from "@/lib/http/body";
import { answer, problem } from "@/lib/http/problem";
import { deviceOf, endpointSchema, subscriptionSchema } from "@/lib/notifications/push-schema";
import { callFunction } from "@/lib/supabase/functions";
import { currentPerson, type Person } from "@/lib/supabase/session";

export const dynamic = "force-dynamic";

function withPerson(act: (person: Person) => Promise<Response>): Promise<Response> {
  return answer(async () => {
    const person = await currentPerson();
    return person ? act(person) : problem("signed_out");
  });
}

/** Whether this browser is knocked on for whoever is signed in; ?endpoint= names it. */
export function GET(request: Request): Promise<Response> {
  return withPerson(async (person) => {
    const known = await callFunction<boolean>("is_push_known", {
      p_endpoint: new URL(request.url).searchParams.get("endpoint") ?? "",
      p_user: person.id,
    });
    return Response.json({ known }, { headers: { "cache-control": "no-store" } });
  });
}

/** Remembers the browser of whoever is signed in. */
export function POST(request: Request): Promise<Response> {
  return withPerson(async (person) => {
    const body = await jsonBody(request, subscriptionSchema(env().APP_URL));
    if (!body.ok) return body.response;
    await callFunction("save_push_subscription", {
      p_user: person.id,
      p_subscription: { ...body.value, device: deviceOf(request) },
    });
    return new Response(null, { status: 204 });
  });
}

/** Forgets it again. */
export function DELETE(request: Request): Promise<Response> {
  return withPerson(async (person) => {
    const body = await jsonBody(request, endpointSchema);
    if (!body.ok) return body.response;
    await callFunction("remove_push_subscription", {
      p_user: person.id,
      p_endpoint: body.value.endpoint,
    });
    return new Response(null, { status: 204 });
  });
}
