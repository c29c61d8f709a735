import { feedFile } from "@/lib/calendars/feeds";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { answer, problem, tooMany } from "@/lib/http/problem";
import { throttle } from "@/lib/throttle/check";

interface Context {
  params: Promise<{ file: string }>;
}

/** A calendar that other calendars subscribe to, at a secret address. Unchanged = 304. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const allowed = await throttle({
      feedPerAddress: clientAddress(request.headers, env().TRUSTED_PROXIES),
    });
    if (!allowed.ok) return tooMany(allowed.retryAfter);
    const found = await feedFile((await params).file.replace(/\.ics$/, ""));
    if (!found.ok) return problem(found.code);
    const { file } = found;
    const headers = {
      etag: file.etag,
      // Private: an address that is a secret must not fill anybody's shared cache.
      "cache-control": "private, max-age=0, must-revalidate",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    };
    const known = (request.headers.get("if-none-match") ?? "")
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""));
    if (known.includes(file.etag)) return new Response(null, { status: 304, headers });
    return new Response(file.text, {
      headers: {
        ...headers,
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="daybook.ics"',
      },
    });
  });
}
