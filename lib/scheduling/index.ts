export { addDays, weekdayOf } from "./calendar.ts";
export {
  type BusyCause,
  type Explanation,
  explain,
  type HoursText,
  type Reason,
} from "./explain.ts";
export { InvalidQueryError } from "./fields.ts";
export {
  type ClosureRow,
  type CompiledSchedule,
  compileSchedule,
  type Layer,
  type Layers,
  type OverrideRow,
  type PatternRow,
  type SeasonRow,
  type TimeOffRow,
  type WeeklyRow,
} from "./layers.ts";
export { parseSlotQuery } from "./parse.ts";
export { parseRecurrence } from "./recurrence.ts";
export { type Occurrence, occurrencesOf, type SeriesRule } from "./series.ts";
export { MAX_OCCURRENCES, MAX_VISIT_PARTS } from "./sizes.ts";
export { findSlots, slotsToJson } from "./slots.ts";
export type { Slot, SlotQuery } from "./types.ts";
export { findVisits, type Visit, type VisitPart } from "./visits.ts";
export { instantsOfLocal, isTimeZone, localDateOf, minuteOfDay, zoneOffsetAt } from "./zone.ts";
