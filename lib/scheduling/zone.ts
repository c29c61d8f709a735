import { formatDay, MINUTES_PER_DAY, requireDay } from "./calendar.ts";

/**
 * Offsets of time zones as integers. Intl is asked once for the changes of a stretch of years;
 * after that every answer is a search in a short list.
 */

const MINUTE = 60_000;

/**
 * Time is probed at this distance and a change between two probes is found by halving. The
 * shortest that any zone has kept an offset since 1970 is a week (Recife, October 2000), so none
 * is stepped over.
 */
const PROBE_MINUTES = 5 * MINUTES_PER_DAY;

/** Changes are looked up in stretches of this many days, so that neighbouring queries share them. */
const STRETCH_DAYS = 400;

/** Zones kept in memory; an abundance for one server, small enough for an edge function. */
const MAX_ZONES = 128;

const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
/** Names that ICU adds to the IANA list: bare abbreviations that mean different things to people. */
const NOT_IANA =
  /^(ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST|SystemV\/.*)$/i;

/** One stretch of time with one offset: `[start, end)` in epoch minutes, minutes east of UTC. */
export interface OffsetSegment {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

interface ZoneTable {
  readonly probe: (minute: number) => number;
  /** The part of time that `starts` covers, in epoch minutes. */
  lo: number;
  hi: number;
  /** When each offset begins; the first is `lo`. */
  starts: number[];
  offsets: number[];
}

const tables = new Map<string, ZoneTable>();

/** Names found to be zones. Asking Intl costs as much as a small query's slots. */
const knownZones = new Set<string>();

/** Whether a name is an IANA time zone. Offsets such as "+02:00" and ICU's abbreviations are not. */
export function isTimeZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!ZONE_NAME.test(zone) || NOT_IANA.test(zone)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions();
    // Intl ignores case; a name that differs from its proper form only by case is a mistake.
    if (timeZone !== zone && timeZone.toLowerCase() === zone.toLowerCase()) return false;
  } catch {
    return false;
  }
  if (knownZones.size >= MAX_ZONES) knownZones.clear();
  knownZones.add(zone);
  return true;
}

/**
 * Minutes east of UTC in a zone at an instant (epoch milliseconds). Offsets with seconds, which
 * ended in 1972, are cut to the minute. Throws RangeError for an unknown zone.
 */
export function zoneOffsetAt(zone: string, instant: number): number {
  return offsetAtMinute(zone, Math.floor(instant / MINUTE));
}

/** The date (`2026-07-18`) that a calendar in the zone shows at an instant (epoch milliseconds). */
export function localDateOf(zone: string, instant: number): string {
  return formatDay(localDayOf(zone, Math.floor(instant / MINUTE)));
}

/** What a clock in the zone reads at an instant (epoch milliseconds), in whole minutes since midnight: 0 to 1439. */
export function minuteOfDay(zone: string, instant: number): number {
  const wall = Math.floor(instant / MINUTE) + zoneOffsetAt(zone, instant);
  return ((wall % 1440) + 1440) % 1440;
}

/**
 * The instants (epoch milliseconds) at which the zone's clock reads `minute` minutes after
 * midnight of a date: none when the clocks skip it, two when they repeat it. `minute` may exceed
 * 1440 and then means the following date. Throws RangeError for an unknown zone or a bad date.
 */
export function instantsOfLocal(zone: string, date: string, minute: number): number[] {
  const wall = requireDay(date) * MINUTES_PER_DAY + minute;
  // No zone is more than a day from UTC, and none has ever jumped by more than a day.
  const segments = offsetSegments(zone, wall - 2 * MINUTES_PER_DAY, wall + 2 * MINUTES_PER_DAY);
  const instants: number[] = [];
  for (const { start, end, offset } of segments) {
    const at = wall - offset;
    if (at >= start && at < end) instants.push(at * MINUTE);
  }
  return instants;
}

/** As zoneOffsetAt, for an instant in epoch minutes. */
export function offsetAtMinute(zone: string, minute: number): number {
  const table = tableCovering(zone, minute, minute + 1);
  return table.offsets[indexAt(table.starts, minute)]!;
}

/** The day number that a calendar in the zone shows at an instant in epoch minutes. */
export function localDayOf(zone: string, minute: number): number {
  return Math.floor((minute + offsetAtMinute(zone, minute)) / MINUTES_PER_DAY);
}

/** The stretches of equal offset that make up `[from, to)` (epoch minutes), in order. */
export function offsetSegments(zone: string, from: number, to: number): OffsetSegment[] {
  const table = tableCovering(zone, from, to);
  const { starts, offsets } = table;
  const segments: OffsetSegment[] = [];
  for (let i = indexAt(starts, from); i < starts.length && starts[i]! < to; i++) {
    segments.push({
      start: Math.max(from, starts[i]!),
      end: Math.min(to, i + 1 < starts.length ? starts[i + 1]! : to),
      offset: offsets[i]!,
    });
  }
  return segments;
}

/** The index of the last element that is not after `value`; `starts` is sorted and begins before it. */
function indexAt(starts: readonly number[], value: number): number {
  let lo = 0;
  let hi = starts.length - 1;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if (starts[mid]! <= value) lo = mid;
    else hi = mid - 1;
  }
  return lo;
}

function tableCovering(zone: string, from: number, to: number): ZoneTable {
  let table = tables.get(zone);
  if (!table) {
    table = newTable(zone);
    // The oldest entry goes first: a Map keeps the order of insertion.
    if (tables.size >= MAX_ZONES) tables.delete(tables.keys().next().value!);
    tables.set(zone, table);
  }
  if (from < table.lo || to > table.hi) extend(table, from, to);
  return table;
}

function newTable(zone: string): ZoneTable {
  if (!isTimeZone(zone)) throw new RangeError(`Unknown time zone: ${zone}`);
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const probe = (minute: number): number => {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(minute * MINUTE)) parts[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute: min = 0, second = 0 } = parts;
    return Math.floor(Date.UTC(year, month - 1, day, hour, min, second) / MINUTE - minute);
  };
  return { probe, lo: 0, hi: 0, starts: [], offsets: [] };
}

/** Widens the table to cover `[from, to)`, in whole stretches. */
function extend(table: ZoneTable, from: number, to: number): void {
  const stretch = STRETCH_DAYS * MINUTES_PER_DAY;
  const empty = table.starts.length === 0;
  const lo = Math.floor(Math.min(from, empty ? from : table.lo) / stretch) * stretch;
  const hi = Math.ceil(Math.max(to, empty ? to : table.hi) / stretch) * stretch;
  if (empty) {
    table.starts = [lo];
    table.offsets = [table.probe(lo)];
    table.lo = lo;
    table.hi = lo + 1;
  }
  if (hi > table.hi) {
    const last = table.hi - 1;
    const found = changes(table.probe, last, hi);
    for (const change of found) {
      table.starts.push(change.at);
      table.offsets.push(change.offset);
    }
    table.hi = hi;
  }
  if (lo < table.lo) {
    const found = changes(table.probe, lo, table.lo + 1);
    // The first known stretch begins where the last change before it was, not where we began to look.
    table.starts = [lo, ...found.map((change) => change.at), ...table.starts.slice(1)];
    table.offsets = [
      table.probe(lo),
      ...found.map((change) => change.offset),
      ...table.offsets.slice(1),
    ];
    table.lo = lo;
  }
}

/** Every change of offset after `from` and before `to`, by probing and halving. */
function changes(
  probe: (minute: number) => number,
  from: number,
  to: number,
): { at: number; offset: number }[] {
  const found: { at: number; offset: number }[] = [];
  let left = from;
  let leftOffset = probe(left);
  while (left < to - 1) {
    const right = Math.min(left + PROBE_MINUTES, to - 1);
    const rightOffset = probe(right);
    if (rightOffset !== leftOffset) {
      let before = left;
      let after = right;
      while (after - before > 1) {
        const middle = before + ((after - before) >> 1);
        if (probe(middle) === leftOffset) before = middle;
        else after = middle;
      }
      found.push({ at: after, offset: probe(after) });
      left = after;
      leftOffset = probe(after);
    } else {
      left = right;
    }
  }
  return found;
}
