import { publicPage } from "@/lib/business/data";
import { answer, problem } from "@/lib/http/problem";
import { changeStream } from "@/lib/live/stream";

/** What changes the free times; everything else is the business's own affair. */
const TIMES = new Set(["appointment", "hours", "reset"]);

export const dynamic = "force-dynamic";

/** Tells an open page that times have changed; which ones it then asks GET /api/availability. Names nobody. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const page = await publicPage(new URL(request.url).searchParams.get("business") ?? "");
    if (!page) return problem("business_not_found");
    return changeStream(page.business.id, request.signal, (change) =>
      TIMES.has(change.kind) ? { kind: change.kind, start: change.start, end: change.end } : null,
    );
  });
}
