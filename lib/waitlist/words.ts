import {
  formatLocalDateLong,
  formatLocalDay,
  formatWallMinutes,
  formatWeekday,
  inRow,
  zoneTime,
} from "../format/index.ts";
import type { Wants } from "./rules.ts";

/** Parts of the day that people choose from: minutes of the day, the end not included. */
export const dayParts = [
  { value: "any", fromMin: 0, toMin: 1440 },
  { value: "morning", fromMin: 0, toMin: 720 },
  { value: "afternoon", fromMin: 720, toMin: 1020 },
  { value: "evening", fromMin: 1020, toMin: 1440 },
] as const;

type Part = (typeof dayParts)[number]["value"];

interface DayWords extends Record<Part, string> {
  at(time: string): string;
  between(from: string, to: string): string;
}

// Letters about the waiting list are written in these; whatever else falls back to English.
const inTheDay: Record<string, DayWords> = {
  en: {
    any: "at any time of day",
    morning: "in the morning",
    afternoon: "in the afternoon",
    evening: "in the evening",
    at: (time) => `at ${time}`,
    between: (from, to) => `from ${from} to ${to}`,
  },
  de: {
    any: "zu jeder Tageszeit",
    morning: "vormittags",
    afternoon: "nachmittags",
    evening: "abends",
    at: (time) => `um ${time}`,
    between: (from, to) => `von ${from} bis ${to}`,
  },
  fr: {
    any: "à toute heure",
    morning: "le matin",
    afternoon: "l'après-midi",
    evening: "le soir",
    at: (time) => `à ${time}`,
    between: (from, to) => `de ${from} à ${to}`,
  },
  es: {
    any: "a cualquier hora",
    morning: "por la mañana",
    afternoon: "por la tarde",
    evening: "por la noche",
    at: (time) => `a las ${time}`,
    between: (from, to) => `de ${from} a ${to}`,
  },
  ar: {
    any: "في أي وقت من اليوم",
    morning: "صباحًا",
    afternoon: "بعد الظهر",
    evening: "مساءً",
    at: (time) => `في ${time}`,
    between: (from, to) => `من ${from} إلى ${to}`,
  },
};

function dayWords(locale: string): DayWords {
  return inTheDay[locale.split("-")[0] ?? "en"] ?? inTheDay.en!;
}

/** What somebody waits for, in lines: the dates, the weekdays where they matter, the time of day and whose clock it is. */
export function wantsLines(wants: Wants, locale: string): string[] {
  const { from, to, weekdays, timeZone } = wants;
  const dates =
    from === to
      ? formatLocalDateLong(from, locale)
      : `${formatLocalDay(from, locale)} – ${formatLocalDay(to, locale)}`;
  const days =
    from === to || weekdays.length === 0
      ? []
      : [
          list(
            weekdays.map((day) => formatWeekday(day, locale, "long")),
            locale,
          ),
        ];
  return [dates, ...days, inRow([timeOfDay(wants, locale), zoneTime(timeZone, locale)], locale)];
}

/** "in the morning", "at 18:00", "from 09:00 to 11:30". */
function timeOfDay({ fromMin, toMin }: Wants, locale: string): string {
  const part = dayParts.find((one) => one.fromMin === fromMin && one.toMin === toMin);
  const say = dayWords(locale);
  if (part) return say[part.value];
  const start = formatWallMinutes(fromMin, locale);
  // A window of one minute is one start: the full session that somebody waits for.
  return toMin === fromMin + 1
    ? say.at(start)
    : say.between(start, formatWallMinutes(toMin, locale));
}

function list(words: string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(words);
}
