// Tidies the bucket of photos: called by the schedule every night.
import { z } from "zod";
import { PAGE, tidyPhotos } from "../../../lib/storage/tidy.ts";
import { isAllowed } from "../dispatch/caller.ts";

const settings = z
  .object({
    SUPABASE_URL: z.url(),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
    FUNCTION_SECRET: z.string().min(32),
  })
  .parse(Deno.env.toObject());

const listing = z.array(
  z.object({ name: z.string(), id: z.string().nullable(), created_at: z.string().nullable() }),
);

async function ask(method: "POST" | "DELETE", path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${settings.SUPABASE_URL}${path}`, {
    method,
    headers: {
      apikey: settings.SUPABASE_SERVICE_ROLE_KEY,
      authorization: `Bearer ${settings.SUPABASE_SERVICE_ROLE_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: status ${answer.status}`);
  return answer.json();
}

Deno.serve(async (request) => {
  const allowed = await isAllowed(request.headers, {
    functionSecret: settings.FUNCTION_SECRET,
    serviceKey: settings.SUPABASE_SERVICE_ROLE_KEY,
  });
  if (!allowed) {
    const error = { code: "unauthorized", message: "This is for Daybook's own server." };
    return Response.json({ error }, { status: 401 });
  }
  if (request.method !== "POST") {
    const error = { code: "method_not_allowed", message: "Only POST." };
    return Response.json({ error }, { status: 405 });
  }
  try {
    const outcome = await tidyPhotos(
      {
        list: async (folder, offset) =>
          listing
            .parse(
              await ask("POST", "/storage/v1/object/list/photos", {
                prefix: folder,
                limit: PAGE,
                offset,
                sortBy: { column: "name", order: "asc" },
              }),
            )
            .map(({ name, id, created_at }) => ({
              name,
              createdAt: id === null ? null : created_at,
            })),
        withoutUse: async (names) =>
          z
            .array(z.string())
            .parse(await ask("POST", "/rest/v1/rpc/photos_without_use", { p_names: names })),
        remove: async (names) => {
          await ask("DELETE", "/storage/v1/object/photos", { prefixes: names });
        },
      },
      Date.now(),
    );
    return Response.json(outcome);
  } catch (error) {
    console.error(error);
    const failure = { code: "unreachable", message: "The bucket or the database does not answer." };
    return Response.json({ error: failure }, { status: 503 });
  }
});
