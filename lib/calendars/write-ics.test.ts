import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { readEvents } from "./read-ics.ts";
import { calendarFile, entryResource } from "./write-ics.ts";

const entry = {
  subjectId: "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c",
  start: Date.parse("2026-10-25T00:30:00Z"),
  end: Date.parse("2026-10-25T01:30:00Z"),
  title:
    "Cut; colour, and 💇🏽‍♀️ a very long title that needs more than one line of seventy-five octets",
  details: "Clara Nowak\nQuestion: a\\b",
  place: "Lotus Hair, Oranienstrasse 84, Berlin",
  url: "https://daybook.example/dashboard",
  tentative: false,
  sequence: 3,
  stamp: Date.parse("2026-10-01T00:00:00Z"),
  cancelled: false,
};

function events(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    const made = new ICAL.Timezone(zone);
    ICAL.TimezoneService.register(made, made.tzid);
  }
  return calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
}

describe("calendarFile", () => {
  it.each(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])(
    "defines %s so that another reader finds the same instants through both clock changes",
    (timeZone) => {
      const starts = Array.from(
        { length: 400 },
        (_, n) => Date.parse("2026-01-01T03:30:00Z") + n * 86_400_000,
      );
      const text = calendarFile({
        name: "Mara",
        timeZone,
        entries: starts.map((start, n) => ({
          ...entry,
          subjectId: `0b5c1f5e-3b0a-4c36-9d0a-${String(n).padStart(12, "0")}`,
          start,
          end: start + 3_600_000,
        })),
      });
      const read = events(text);
      expect(read.map(({ startDate }) => startDate.toUnixTime() * 1000)).toEqual(starts);
      const own = readEvents(text, {
        window: { start: 0, end: Date.parse("2030-01-01T00:00:00Z") },
        timeZone: "Asia/Tokyo",
      });
      expect(own.map(({ at }) => at?.start)).toEqual(starts);
    },
  );

  it("keeps what is cancelled as such, and every letter of a text", () => {
    const text = calendarFile({
      name: "M",
      timeZone: "UTC",
      entries: [{ ...entry, cancelled: true }],
    });
    const [event] = events(text);
    expect(event?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(event?.summary).toBe(entry.title);
    expect(event?.description).toBe(entry.details);
    expect(event?.location).toBe(entry.place);
    expect(event?.sequence).toBe(3);
    expect(text).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT15M");
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it("writes the same bytes for the same entries, and no METHOD into a resource", () => {
    const file = { name: "M", timeZone: "Europe/Berlin", entries: [entry] };
    expect(calendarFile(file)).toBe(calendarFile(structuredClone(file)));
    expect(entryResource(entry)).not.toContain("METHOD");
  });
});
