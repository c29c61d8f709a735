import {
  addDays,
  findSlots,
  instantsOfLocal,
  localDateOf,
  parseSlotQuery,
} from "../scheduling/index.ts";
import type { Schedule } from "./editor.ts";
import { calendarOf, NOBODY } from "./editor-calendar.ts";
import { compiledSchedule, type Placed } from "./editor-stranded.ts";
import { coverageGaps, type Stretch } from "./rules.ts";

export interface TeamDay {
  date: string;
  /** Working hours that begin on the date; instants in epoch milliseconds. */
  spans: Stretch[];
  /** What the day is called when it is special. */
  name: string | null;
}

export interface TeamPerson {
  slug: string;
  name: string;
  hue: number;
  /** Whose clock their own hours are meant in, when it is not the business's. */
  zoneNote: string | null;
  days: TeamDay[];
  minutes: number;
}

export interface TeamWeek {
  dates: string[];
  people: TeamPerson[];
  /** When the business is open and too few people for the service are at work, by date. */
  gaps: { date: string; spans: Stretch[] }[];
}

/** What goes on for this long after midnight is the next day's work and no night shift. */
const NEXT_DAY_MS = 12 * 60 * 60_000;

/** Spans are worked out in steps of this many minutes: finer than anybody's shift. */
const STEP_MIN = 5;

/**
 * Everybody's actual working hours in one week, with seasons, repeats, days off and absences, in the business's zone.
 * @param service who is needed for it: slugs, and how many at once; null without
 */
export function teamWeek(
  business: Schedule,
  people: readonly { slug: string; name: string; hue: number; schedule: Schedule }[],
  firstDate: string,
  service: { staff: readonly string[]; needed: number } | null,
): TeamWeek {
  const zone = business.timeZone ?? "UTC";
  const dates = Array.from({ length: 7 }, (_, i) => addDays(firstDate, i));
  const from = startOf(zone, firstDate);
  const to = startOf(zone, addDays(firstDate, 7));
  const worked = people.map((person) => {
    const placed: Placed = { business, own: person.schedule };
    const spans = workingSpans(placed, from, to);
    const days = byDay(zone, spans);
    const states = calendarOf(placed, dates[0]!, dates[6]!);
    const own = person.schedule.timeZone;
    return {
      spans,
      person: {
        slug: person.slug,
        name: person.name,
        hue: person.hue,
        zoneNote:
          !person.schedule.followsBusinessHours && own && own !== zone
            ? `lives by ${own.split("/").at(-1)!.replaceAll("_", " ")} time`
            : null,
        days: dates.map((date) => {
          const state = states.get(date);
          return {
            date,
            spans: days.filter(({ start }) => localDateOf(zone, start) === date),
            name: state && state.why !== "usual" ? (state.name ?? null) : null,
          };
        }),
        minutes: spans.reduce((sum, { start, end }) => sum + (end - start) / 60_000, 0),
      },
    };
  });
  const open = workingSpans({ business, own: NOBODY }, from, to);
  const missing = service
    ? coverageGaps(
        open,
        worked
          .filter(({ person }) => service.staff.includes(person.slug))
          .map(({ spans }) => spans),
        service.needed,
      )
    : [];
  const gaps = byDay(zone, missing);
  return {
    dates,
    people: worked.map(({ person }) => person),
    gaps: dates.map((date) => ({
      date,
      spans: gaps.filter(({ start }) => localDateOf(zone, start) === date),
    })),
  };
}

/** Cuts stretches that last for days at midnight; a shift into the night stays whole. */
function byDay(zone: string, spans: readonly Stretch[]): Stretch[] {
  return spans.flatMap((span) => {
    const parts: Stretch[] = [];
    let { start } = span;
    for (;;) {
      const midnight = startOf(zone, addDays(localDateOf(zone, start), 1));
      if (span.end - midnight < NEXT_DAY_MS) return [...parts, { start, end: span.end }];
      parts.push({ start, end: midnight });
      start = midnight;
    }
  });
}

/** Open stretches of a schedule between two instants (epoch milliseconds), asked of the engine. */
export function workingSpans(placed: Placed, from: number, to: number): Stretch[] {
  const step = STEP_MIN * 60_000;
  const query = parseSlotQuery({
    now: 0,
    from,
    to,
    service: { durationMin: STEP_MIN, stepMin: STEP_MIN, align: "opening" },
    staff: [{ id: "a", ...compiledSchedule(placed) }],
  });
  const spans: Stretch[] = [];
  for (const { start } of findSlots(query)) {
    const last = spans.at(-1);
    if (last && last.end === start) last.end = start + step;
    else spans.push({ start, end: start + step });
  }
  return spans;
}

function startOf(zone: string, date: string): number {
  for (let minute = 0; minute < 1440; minute += 15) {
    const [instant] = instantsOfLocal(zone, date, minute);
    if (instant !== undefined) return instant;
  }
  return startOf(zone, addDays(date, 1));
}
