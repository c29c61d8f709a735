import {
  formatDayTime,
  formatDuration,
  formatLeadTime,
  formatLocalDateLong,
  formatRange,
  formatTime,
} from "../format/index.ts";
import type { Explanation, Reason } from "../scheduling/index.ts";

/** Whose words: the zone and language to write times in, and the names behind the ids. */
export interface Telling {
  zone: string;
  locale: string;
  /** Names of people by slug and of rooms by id. */
  names: Readonly<Record<string, string>>;
}

/** One reason why a start is not offered, as a sentence. */
export function reasonWords(reason: Reason, { zone, locale, names }: Telling): string {
  const date = (text: string) => formatLocalDateLong(text, locale);
  const range = (start: number, end: number) => formatRange(start, end, zone, locale);
  switch (reason.code) {
    case "not_whole_minute":
      return "It is not a whole minute.";
    case "past":
      return "It has passed.";
    case "notice":
      return `It is too soon: customers book at least ${formatLeadTime(reason.min, locale)} ahead, so not before ${formatDayTime(reason.earliest, zone, locale)}.`;
    case "horizon":
      return `It is too far ahead: ${date(reason.lastDate)} is the last day that can be booked now.`;
    case "outside_bookable_dates":
      if (reason.from && reason.until) {
        return `It can be booked from ${date(reason.from)} to ${date(reason.until)} only.`;
      }
      return reason.from
        ? `It can be booked from ${date(reason.from)} on.`
        : `It can be booked until ${date(reason.until ?? "")}.`;
    case "closed_override":
      return `Closed that day (${date(reason.date)})${named(reason.name)}.`;
    case "closed_closure":
      return `Closed that day (${date(reason.date)})${named(reason.name)}.`;
    case "outside_hours":
      return reason.hours.length === 0
        ? `Closed on ${date(reason.date)}.`
        : `Outside the hours of ${date(reason.date)}: ${reason.hours.map(({ start, end }) => `${start}–${end}`).join(" and ")}. The whole appointment has to fit.`;
    case "outside_service_hours":
      return "This service has hours of its own, and this is not within them.";
    case "time_off":
      return `Away ${range(reason.start, reason.end)}${named(reason.name)}.`;
    case "busy":
      return reason.kind === "session"
        ? `A class is on ${range(reason.start, reason.end)}.`
        : `Taken ${range(reason.start, reason.end)}${named(reason.label)}.`;
    case "buffer":
      return `Too close to what is booked ${range(reason.start, reason.end)}: ${formatDuration(reason.neededMin, locale)} have to lie between, and there ${reason.gapMin === 1 ? "is" : "are"} ${formatDuration(reason.gapMin, locale)}.`;
    case "session_full":
      return reason.seatsLeft === 0
        ? "The class is full."
        : `The class has ${reason.seatsLeft} ${reason.seatsLeft === 1 ? "place" : "places"} left.`;
    case "party_too_large":
      return `More people than the ${reason.capacity} it takes.`;
    case "not_on_grid":
      return reason.align === "opening"
        ? `Starts are offered every ${formatDuration(reason.step, locale)} from opening, and this is in between.`
        : `Starts are offered every ${formatDuration(reason.step, locale)} by the clock, and this is in between.`;
    case "limit_day":
      return `The day is full: ${reason.count} of ${reason.limit} bookings.`;
    case "limit_week":
      return `The week is full: ${reason.count} of ${reason.limit} bookings.`;
    case "service_limit":
      return `This service takes ${reason.limit} a ${reason.per}, and ${reason.count} ${reason.count === 1 ? "is" : "are"} booked.`;
    case "resource_busy":
      return `${names[reason.id] ?? "A room"}: ${reason.free} free, ${reason.needed} needed.`;
    case "too_few_staff":
      return reason.required === 1
        ? "Nobody who does this is free."
        : `It takes ${reason.required} people at once, and ${reason.free} ${reason.free === 1 ? "is" : "are"} free.`;
  }
}

/** What is told about one start: a line for all, or one for each person. */
export function explanationWords(
  explanation: Explanation,
  start: number,
  telling: Telling,
): { title: string; lines: string[] } {
  const time = formatTime(start, telling.zone, telling.locale);
  const name = (id: string) => telling.names[id] ?? id;
  if (explanation.offered) {
    const free = explanation.staff.filter(({ offered }) => offered).map(({ id }) => name(id));
    return { title: `${time} is offered`, lines: [`Free then: ${free.join(", ")}.`] };
  }
  const shared = explanation.reasons.map((reason) => reasonWords(reason, telling));
  const split = explanation.reasons.some(({ code }) => code === "too_few_staff");
  const each = split
    ? explanation.staff.flatMap(({ id, offered, reasons }) =>
        offered
          ? [`${name(id)} is free.`]
          : reasons.map((reason) => `${name(id)}: ${lowerFirst(reasonWords(reason, telling))}`),
      )
    : [];
  return { title: `${time} is not offered`, lines: [...shared, ...each] };
}

function named(name: string | null): string {
  return name ? `: ${name}` : "";
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
