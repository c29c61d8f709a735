import { MINUTES_PER_DAY, parseDate } from "./calendar.ts";
import { parseInstant } from "./instant.ts";
import { isTimeZone } from "./zone.ts";

/** Readers of single fields of a query. Each takes the field's path, for its error. */

/** A query that cannot be answered; the message begins with the path of the field at fault. */
export class InvalidQueryError extends Error {
  override readonly name = "InvalidQueryError";
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(path === "" ? reason : `${path}: ${reason}`);
  }
}

/** Instants outside these years are mistakes, and zones have no rules there. */
const MIN_INSTANT = Date.UTC(1970, 0, 1);
const MAX_INSTANT = Date.UTC(2200, 0, 1);

const TIME = /^([01]\d|2[0-4]):([0-5]\d)(:00)?$/;

export type Fields = Record<string, unknown>;

export function time(value: unknown, path: string): number {
  const match = typeof value === "string" ? TIME.exec(value) : null;
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!(minutes <= MINUTES_PER_DAY)) fail(path, 'must be a time such as "09:30", to "24:00"');
  return minutes;
}

export function dateRange(fields: Fields, path: string): { from: number; to: number } {
  const from = date(fields.from, `${path}.from`);
  const to = date(fields.to, `${path}.to`);
  if (from > to) fail(`${path}.to`, "is before from");
  return { from, to };
}

export function date(value: unknown, path: string): number {
  const day = typeof value === "string" ? parseDate(value) : null;
  return day ?? fail(path, 'must be a date such as "2026-07-18"');
}

export function maybeDate(value: unknown, path: string): number | null {
  return value == null ? null : date(value, path);
}

export function instant(value: unknown, path: string): number {
  const ms =
    typeof value === "string"
      ? parseInstant(value)
      : typeof value === "number" && Number.isInteger(value)
        ? value
        : null;
  if (ms === null) return fail(path, 'must be an instant such as "2026-07-18T09:00:00Z"');
  if (ms < MIN_INSTANT || ms >= MAX_INSTANT) fail(path, "must lie between 1970 and 2199");
  return ms;
}

export function wholeMinute(value: unknown, path: string): number {
  const ms = instant(value, path);
  if (ms % 60_000 !== 0) fail(path, "must be a whole minute");
  return ms;
}

export function endAfter(start: number, value: unknown, path: string): number {
  const end = instant(value, path);
  // Calendars do hold events without length; they occupy nothing.
  if (end < start) fail(path, "is before start");
  return end;
}

export function zone(value: unknown, path: string): string {
  if (typeof value !== "string" || !isTimeZone(value)) fail(path, "is not an IANA time zone");
  return value;
}

export function whole(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    return fail(path, `must be a whole number from ${min} to ${max}`);
  }
  return value;
}

export function maybeWhole(value: unknown, path: string, min: number, max: number): number | null {
  return value == null ? null : whole(value, path, min, max);
}

export function text(value: unknown, path: string): string {
  return typeof value === "string" && value !== "" ? value : fail(path, "must be a text");
}

export function maybeText(value: unknown, path: string): string | null {
  return value == null || value === "" ? null : text(value, path);
}

export function flag(value: unknown, path: string): boolean {
  if (value != null && typeof value !== "boolean") fail(path, "must be true or false");
  return value === true;
}

export function record(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fail(path, path === "" ? "the query must be an object" : "must be an object");
  }
  return value as Fields;
}

export function list<T>(
  value: unknown,
  path: string,
  read: (item: unknown, path: string) => T,
  required = false,
): T[] {
  if (value == null && !required) return [];
  if (!Array.isArray(value)) return fail(path, "must be a list");
  return value.map((item, i) => read(item, `${path}[${i}]`));
}

export function unique(items: readonly { readonly id: string }[], path: string): void {
  const seen = new Set<string>();
  for (const [i, { id }] of items.entries()) {
    if (seen.has(id)) fail(`${path}[${i}].id`, `"${id}" is given twice`);
    seen.add(id);
  }
}

export function fail(path: string, reason: string): never {
  throw new InvalidQueryError(path, reason);
}
