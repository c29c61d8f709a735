import { z } from "zod";
import { env } from "@/lib/env";
import { jsonBody } from "@/lib/http/body";
import { answer, problem } from "@/lib/http/problem";
import { isPushAddress } from "@/lib/notifications/push-address.ts";
import { callFunction } from "@/lib/supabase/functions";
import { currentPerson } from "@/lib/supabase/session";

export const dynamic = "force-dynamic";

const base64url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/);
const subscription = z.object({
  endpoint: z
    .url()
    .max(600)
    .refine((address) => isPushAddress(address, env().APP_URL), "no push service"),
  keys: z.object({ p256dh: base64url.min(80).max(120), auth: base64url.min(16).max(40) }),
});

/** Remembers the browser of whoever is signed in. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const person = await currentPerson();
    if (!person) return problem("signed_out");
    const body = await jsonBody(request, subscription);
    if (!body.ok) return body.response;
    await callFunction("save_push_subscription", {
      p_user: person.id,
      p_subscription: {
        ...body.value,
        device: (request.headers.get("user-agent") ?? "").slice(0, 120),
      },
    });
    return new Response(null, { status: 204 });
  });
}

/** Forgets it again. */
export async function DELETE(request: Request): Promise<Response> {
  return answer(async () => {
    const person = await currentPerson();
    if (!person) return problem("signed_out");
    const body = await jsonBody(request, z.object({ endpoint: z.string().max(600) }));
    if (!body.ok) return body.response;
    await callFunction("remove_push_subscription", {
      p_user: person.id,
      p_endpoint: body.value.endpoint,
    });
    return new Response(null, { status: 204 });
  });
}
