export { addDays, weekdayOf } from "./calendar.ts";
export { InvalidQueryError, parseSlotQuery } from "./parse.ts";
export { findSlots, slotsToJson } from "./slots.ts";
export type { Slot, SlotQuery } from "./types.ts";
export { instantsOfLocal, isTimeZone, localDateOf, zoneOffsetAt } from "./zone.ts";
