import { freeTimes } from "@/lib/availability/data";
import { availabilityQuery } from "@/lib/availability/schema";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const query = availabilityQuery.safeParse(
      Object.fromEntries(new URL(request.url).searchParams),
    );
    if (!query.success) return problem("invalid", fieldErrors(query.error));
    const allowed = await throttle({
      availabilityPerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const found = await freeTimes(query.data, Date.now());
    if (!found.ok) return problem(found.code);
    return Response.json(
      { zone: query.data.tz, slots: found.slots },
      { headers: { "cache-control": "no-store" } },
    );
  });
}
