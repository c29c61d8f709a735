import { ourText } from "./notes.ts";
import type { OutEntry } from "./port.ts";
import { localText, utcText, vtimezone } from "./vtimezone.ts";

const YEAR = 366 * 86_400_000;

/** A file of entries for calendars to subscribe to or to keep. */
export interface CalendarFile {
  name: string;
  /** The zone that its times are written in. */
  timeZone: string;
  entries: (OutEntry & { cancelled: boolean })[];
}

/**
 * A calendar file (RFC 5545, RFC 7986): its zone defined in it, how often to read it again, cancelled entries kept as
 * such. The same entries make the same bytes, so that its hash can say whether anything has changed.
 */
export function calendarFile(file: CalendarFile): string {
  const instants = file.entries.flatMap(({ start, end }) => [start, end]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Daybook//Daybook//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escaped(file.name)}`,
    `X-WR-CALNAME:${escaped(file.name)}`,
    `X-WR-TIMEZONE:${file.timeZone}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
    "X-PUBLISHED-TTL:PT15M",
  ];
  if (file.timeZone !== "UTC" && instants.length > 0) {
    lines.push(
      ...vtimezone(file.timeZone, Math.min(...instants) - YEAR, Math.max(...instants) + YEAR),
    );
  }
  for (const entry of file.entries)
    lines.push(...eventLines(entry, file.timeZone, entry.cancelled));
  lines.push("END:VCALENDAR");
  return folded(lines);
}

/** One entry as a resource of a CalDAV calendar (RFC 4791: no METHOD). */
export function entryResource(entry: OutEntry): string {
  return folded([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Daybook//Daybook//EN",
    ...eventLines({ ...entry, details: ourText(entry.details) }, "UTC", false),
    "END:VCALENDAR",
  ]);
}

function eventLines(entry: OutEntry, zone: string, cancelled: boolean): string[] {
  const time = (instant: number) =>
    zone === "UTC" ? `:${utcText(instant)}` : `;TZID=${zone}:${localText(zone, instant)}`;
  return [
    "BEGIN:VEVENT",
    `UID:${entry.subjectId}@daybook`,
    `DTSTAMP:${utcText(entry.stamp)}`,
    `LAST-MODIFIED:${utcText(entry.stamp)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART${time(entry.start)}`,
    `DTEND${time(entry.end)}`,
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.details ? [`DESCRIPTION:${escaped(entry.details)}`] : []),
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    `URL:${entry.url}`,
    `STATUS:${cancelled ? "CANCELLED" : entry.tentative ? "TENTATIVE" : "CONFIRMED"}`,
    `TRANSP:${cancelled ? "TRANSPARENT" : "OPAQUE"}`,
    "END:VEVENT",
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/** Content lines of at most 75 octets, ended with CRLF; no character is cut in two (RFC 5545, 3.1). */
function folded(lines: string[]): string {
  const encoder = new TextEncoder();
  let out = "";
  for (const line of lines) {
    let size = 0;
    for (const char of line) {
      const bytes = encoder.encode(char).length;
      if (size + bytes > 75) {
        out += "\r\n ";
        size = 1;
      }
      out += char;
      size += bytes;
    }
    out += "\r\n";
  }
  return out;
}
