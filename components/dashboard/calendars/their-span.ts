import { formatDayTime, formatTime } from "@/lib/format";

/** "Tue 24 Nov, 10:30–12:00". */
export function theirSpan(start: string, end: string, zone: string, locale: string): string {
  return `${formatDayTime(start, zone, locale)}–${formatTime(end, zone, locale)}`;
}
