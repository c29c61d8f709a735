import { releaseHold, renewHold } from "@/lib/bookings/holds";
import { answer, problem } from "@/lib/http/problem";

interface Context {
  params: Promise<{ token: string }>;
}

/** Ten more minutes; 404 once the hold is gone. */
export function PATCH(_: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const renewed = await renewHold((await params).token);
    return renewed
      ? Response.json(renewed, { headers: { "cache-control": "no-store" } })
      : problem("not_found");
  });
}

/** Gives the place back; whoever leaves the page sends this on the way out. */
export function DELETE(_: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    await releaseHold((await params).token);
    return new Response(null, { status: 204 });
  });
}
