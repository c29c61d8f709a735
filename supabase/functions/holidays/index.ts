// Brings public holidays up to date: called by the schedule every January.
import { z } from "zod";
import { refreshHolidays } from "../../../lib/availability/holidays-refresh.ts";
import { isAllowed } from "../dispatch/caller.ts";

const settings = z
  .object({
    SUPABASE_URL: z.url(),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
    FUNCTION_SECRET: z.string().min(32),
  })
  .parse(Deno.env.toObject());

const listed = z.array(
  z.object({
    id: z.uuid(),
    country: z.string(),
    region: z.string().nullable(),
    today: z.iso.date(),
  }),
);

async function call(name: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${settings.SUPABASE_URL}/rest/v1/rpc/${name}`, {
    method: "POST",
    headers: {
      apikey: settings.SUPABASE_SERVICE_ROLE_KEY,
      authorization: `Bearer ${settings.SUPABASE_SERVICE_ROLE_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`${name}: status ${answer.status}`);
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
    const outcome = await refreshHolidays(
      {
        businesses: async () => listed.parse(await call("businesses_with_holidays", {})),
        refresh: async ({ id, today }, holidays) =>
          z.number().parse(
            await call("refresh_holidays", {
              p_business: id,
              p_today: today,
              p_holidays: holidays,
            }),
          ),
      },
      (line) => console.warn(line),
    );
    return Response.json(outcome, { status: outcome.failed.length > 0 ? 500 : 200 });
  } catch (error) {
    console.error(error);
    const failure = { code: "unreachable", message: "The database does not answer." };
    return Response.json({ error: failure }, { status: 503 });
  }
});
