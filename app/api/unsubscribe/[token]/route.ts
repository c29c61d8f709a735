import { answer, problem } from "@/lib/http/problem";
import { unsubscribe } from "@/lib/notifications/preferences";

export const dynamic = "force-dynamic";

const topicOf = (request: Request) =>
  new URL(request.url).searchParams.get("topic") === "reminder" ? "reminder" : "news";

/**
 * The one click of RFC 8058: mail programs send a POST, without cookies and without anybody looking. It may come twice.
 */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/unsubscribe/[token]">,
): Promise<Response> {
  return answer(async () => {
    const { token } = await params;
    if (!(await unsubscribe(token, topicOf(request)))) return problem("not_found");
    return new Response(null, { status: 204 });
  });
}

/** A person who follows the same address: nothing happens by looking, they choose on the page. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/unsubscribe/[token]">,
): Promise<Response> {
  const { token } = await params;
  return new Response(null, {
    status: 303,
    headers: {
      location: `/preferences/${encodeURIComponent(token)}`,
      "referrer-policy": "no-referrer",
    },
  });
}
