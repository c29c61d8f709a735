// The one place that turns times, days and money into words. Pure, for server, browser and Deno.
export { formatDuration, formatLeadTime } from "./duration.ts";
export { type Instant, isRepeatedTime, localDate } from "./instant.ts";
export { currencyDigits, formatCharge, formatMoney } from "./money.ts";
export { formatNumber, formatPercent } from "./number.ts";
export { dayWord, formatAgo, formatDayRelative } from "./relative.ts";
export { inRow } from "./row.ts";
export {
  formatDateLong,
  formatDay,
  formatDayNumber,
  formatDayTime,
  formatLocalDate,
  formatLocalDateLong,
  formatLocalDates,
  formatLocalDay,
  formatMonth,
  formatMonthName,
  formatRange,
  formatTime,
  formatWallMinutes,
  formatWeekday,
  formatWhen,
  unparted,
} from "./time.ts";
export { zoneCity, zoneLabel, zoneOffset, zoneShort, zoneTime } from "./zone.ts";
