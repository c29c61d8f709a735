import { publicPage } from "@/lib/business/data";
import { answer, problem } from "@/lib/http/problem";
import { changeStream } from "@/lib/live/stream";

export const dynamic = "force-dynamic";

/** Tells an open page that times have changed; which ones it then asks GET /api/availability. Names nobody. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const page = await publicPage(new URL(request.url).searchParams.get("business") ?? "");
    if (!page) return problem("business_not_found");
    return changeStream(page.business.id, request.signal, (change) =>
      change.kind === "booking" || change.kind === "waitlist"
        ? null
        : { kind: change.kind, start: change.start, end: change.end },
    );
  });
}
