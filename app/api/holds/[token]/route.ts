import { after } from "next/server";
import { z } from "zod";
import { leaveHold, releaseHold, renewHold, sweepHolds } from "@/lib/bookings/holds";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

interface Context {
  params: Promise<{ token: string }>;
}

/** Seconds in which a page that is only reloading takes its hold up again. */
const graceQuery = z.object({
  grace: z.coerce.number().int("whole seconds").min(0).max(15, "at most 15 seconds").default(0),
});

async function limited(request: Request): Promise<Response | null> {
  const allowed = await throttle({
    holdUsePerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
  });
  return allowed.ok ? null : tooMany(allowed.retryAfter);
}

/** Ten more minutes; 404 once the hold is gone. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const stopped = await limited(request);
    if (stopped) return stopped;
    const renewed = await renewHold((await params).token);
    return renewed
      ? Response.json(renewed, { headers: { "cache-control": "no-store" } })
      : problem("not_found");
  });
}

/** Gives the place back, at once or after a few seconds of grace; whoever leaves the page sends this on the way out. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const query = graceQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return problem("invalid", fieldErrors(query.error));
    const stopped = await limited(request);
    if (stopped) return stopped;
    const { token } = await params;
    const { grace } = query.data;
    if (grace === 0) await releaseHold(token);
    else if (await leaveHold(token, grace)) {
      // The sweep is what tells open pages; without this it would come by at the next full minute.
      after(async () => {
        await new Promise((resolve) => setTimeout(resolve, grace * 1000 + 100));
        await sweepHolds();
      });
    }
    return new Response(null, { status: 204 });
  });
}
