import { env } from "@/lib/env";
import { problem } from "@/lib/http/problem";

export const dynamic = "force-dynamic";

/** Bytes of the largest constant answer. */
const MAX_BYTES = 1_000_000;
let constant = { bytes: 0, body: "" };

/**
 * The yardstick of `npm run bench`: a constant JSON of ?bytes=N, which is what the server alone costs. There is no such
 * route unless BENCH is set.
 */
export function GET(request: Request): Response {
  if (!env().BENCH) return problem("not_found");
  const bytes = Math.min(Number(new URL(request.url).searchParams.get("bytes")) || 0, MAX_BYTES);
  if (constant.bytes !== bytes) {
    constant = { bytes, body: JSON.stringify({ slots: "x".repeat(Math.max(0, bytes - 12)) }) };
  }
  return new Response(constant.body, {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
