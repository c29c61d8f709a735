import { NextResponse } from "next/server";
import { messageFor, statusFor } from "./messages";

/** The shape of every refusal of the JSON API. */
export interface Problem {
  error: { code: string; message: string; details?: unknown };
}

/**
 * An error answer of the JSON API: the code decides the status and the words, so that no SQL, stack or provider text
 * can leave the server.
 */
export function problem(
  code: string,
  details?: unknown,
  headers?: HeadersInit,
): NextResponse<Problem> {
  const body: Problem = { error: { code, message: messageFor(code) } };
  if (details !== undefined) body.error.details = details;
  return NextResponse.json(body, {
    status: statusFor(code),
    headers: { "cache-control": "no-store", ...headers },
  });
}

/** 429 with the seconds to wait. */
export function tooMany(retryAfter: number): NextResponse<Problem> {
  return problem("too_many", { retryAfter }, { "retry-after": String(retryAfter) });
}

/**
 * Runs a handler of the JSON API; what nobody expected becomes a 500 without a word about its cause.
 */
export async function answer(handler: () => Promise<Response>): Promise<Response> {
  try {
    return await handler();
  } catch (cause) {
    // biome-ignore lint/suspicious/noConsole: the operator's log is the only place that may know the cause
    console.error(cause);
    // The pool's words for "nobody gave a connection back in time".
    const overloaded = cause instanceof Error && cause.message.startsWith("timeout exceeded when");
    return overloaded
      ? problem("overloaded", undefined, { "retry-after": "2" })
      : problem("internal");
  }
}
