import { offsetSegments } from "../scheduling/zone.ts";

const MINUTE = 60_000;

/**
 * A zone's definition for a calendar file (RFC 5545, 3.6.5): every change of its clocks within a span, each written out,
 * so that a reader needs neither our list of zones nor a rule that may have changed.
 * @param from @param to epoch milliseconds; what lies before reads as at `from`
 * @returns lines without breaks
 */
export function vtimezone(zone: string, from: number, to: number): string[] {
  const segments = offsetSegments(zone, Math.floor(from / MINUTE), Math.ceil(to / MINUTE));
  const standard = Math.min(...segments.map(({ offset }) => offset));
  const lines = ["BEGIN:VTIMEZONE", `TZID:${zone}`];
  segments.forEach(({ start, offset }, index) => {
    const before = segments[index - 1]?.offset ?? offset;
    const kind = offset === standard ? "STANDARD" : "DAYLIGHT";
    // An observance begins by the wall clock that held until then.
    const wall = index === 0 ? "19700101T000000" : wallText((start + before) * MINUTE);
    lines.push(
      `BEGIN:${kind}`,
      `DTSTART:${wall}`,
      `TZOFFSETFROM:${offsetText(before)}`,
      `TZOFFSETTO:${offsetText(offset)}`,
      `TZNAME:${nameOf(zone, start * MINUTE)}`,
      `END:${kind}`,
    );
  });
  lines.push("END:VTIMEZONE");
  return lines;
}

/** `20261124T090000` by the clock of a zone. */
export function localText(zone: string, instant: number): string {
  const minute = Math.floor(instant / MINUTE);
  const [segment] = offsetSegments(zone, minute, minute + 1);
  return wallText(instant + (segment?.offset ?? 0) * MINUTE);
}

/** `20261124T080000Z`. */
export function utcText(instant: number): string {
  return `${wallText(instant)}Z`;
}

function wallText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, "");
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

function nameOf(zone: string, instant: number): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "short",
  }).formatToParts(instant);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}
