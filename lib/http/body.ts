import "./faults";
import type { z } from "zod";
import { problem } from "./problem";

/** Bytes that a JSON body may have: a booking with every answer at its longest stays well below. */
const MAX_BODY = 64 * 1024;

export type Parsed<T> = { ok: true; value: T; raw: unknown } | { ok: false; response: Response };

/**
 * Reads and checks the JSON body of a request.
 * @returns the parsed value, or the answer to send: 415, 413, 400 or 422 with a message per field
 */
export async function jsonBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<Parsed<z.output<S>>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type))
    return { ok: false, response: problem("unsupported_type") };
  const text = await limitedText(request);
  if (text === null) return { ok: false, response: problem("too_large") };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { ok: false, response: problem("bad_json") };
  }
  const result = schema.safeParse(raw);
  return result.success
    ? { ok: true, value: result.data, raw }
    : { ok: false, response: problem("invalid", fieldErrors(result.error)) };
}

/** Whether a request brings a body. Some clients name a type for every request, also for one without. */
export function hasBody({ headers }: Request): boolean {
  return headers.has("transfer-encoding") || Number(headers.get("content-length") ?? 0) > 0;
}

/** Messages by the dotted path of their field; the first one of each field. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.join(".") || "body";
    fields[path] ??= issue.message;
  }
  return fields;
}

async function limitedText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY) return null;
  if (!request.body) return "";
  // A body without a length, or with a false one, is counted while it arrives.
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
