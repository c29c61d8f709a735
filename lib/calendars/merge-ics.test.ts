import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { mergedResource } from "./merge-ics";
import type { OutEntry } from "./port";
import { entryResource } from "./write-ics";

const entry: OutEntry = {
  subjectId: "11111111-1111-4111-8111-111111111111",
  start: Date.parse("2026-11-24T09:00:00Z"),
  end: Date.parse("2026-11-24T10:00:00Z"),
  title: "Cut; Clara, N.",
  details: "Clara Nowak\nWindow seat\n\nIn Daybook: https://daybook.example/dashboard/calendar",
  place: "Lotus Hair, Berlin",
  url: "https://daybook.example/dashboard/calendar",
  tentative: false,
  sequence: 1,
  stamp: 0,
};
const later = { ...entry, start: entry.start + 3_600_000, end: entry.end + 3_600_000, sequence: 2 };

function eventsOf(text: string) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
}

describe("mergedResource", () => {
  it("changes what is ours and keeps what its owner added", () => {
    const theirs = entryResource(entry)
      .replace("SEQUENCE:1", "SEQUENCE:7")
      .replace(
        "END:VEVENT",
        [
          "CATEGORIES:Work,Hair",
          "X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT15M",
          "BEGIN:VALARM",
          "ACTION:DISPLAY",
          "TRIGGER:-PT20M",
          "DESCRIPTION:Soon",
          "END:VALARM",
          "END:VEVENT",
        ].join("\r\n"),
      );
    const [event, ...others] = eventsOf(mergedResource(theirs, later));
    expect(others).toEqual([]);
    expect(String(event!.getFirstPropertyValue("dtstart"))).toBe("2026-11-24T10:00:00Z");
    expect(String(event!.getFirstPropertyValue("dtend"))).toBe("2026-11-24T11:00:00Z");
    expect(event!.getFirstPropertyValue("summary")).toBe(entry.title);
    expect(event!.getFirstPropertyValue("description")).toBe(`— Daybook —\n${entry.details}`);
    expect(event!.getFirstPropertyValue("sequence")).toBe(7);
    expect(event!.getFirstProperty("categories")?.getValues()).toEqual(["Work", "Hair"]);
    expect(event!.hasProperty("x-apple-travel-duration")).toBe(true);
    expect(event!.getFirstSubcomponent("valarm")?.getFirstPropertyValue("description")).toBe(
      "Soon",
    );
  });

  it("keeps notes around our text through many changes, and never doubles ours", () => {
    const folded = entryResource(entry).replace(/\r\n /g, "");
    let text = folded.replace(
      /DESCRIPTION:(.*)/,
      "DESCRIPTION:The key!\\n$1\\nallergic to\\, well\\, lilies",
    );
    for (const details of ["A\n\nIn Daybook: x", "B\n\nIn Daybook: y", ""]) {
      text = mergedResource(text, { ...later, details });
      expect(eventsOf(text)[0]!.getFirstPropertyValue("description")).toBe(
        ["The key!", details && `— Daybook —\n${details}`, "allergic to, well, lilies"]
          .filter(Boolean)
          .join("\n\n"),
      );
    }
  });

  it("makes one booking of a series and its exceptions again, and of a length two ends", () => {
    const theirs = entryResource(entry)
      .replace(/DTEND:.*\r\n/, "DURATION:PT3H\r\nRRULE:FREQ=DAILY\r\nEXDATE:20261126T090000Z\r\n")
      .replace(
        "END:VCALENDAR",
        `BEGIN:VEVENT\r\nUID:${entry.subjectId}@daybook\r\nRECURRENCE-ID:20261125T090000Z\r\nDTSTART:20261125T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR`,
      );
    const [event, ...others] = eventsOf(mergedResource(theirs, later));
    expect(others).toEqual([]);
    for (const name of ["duration", "rrule", "exdate"])
      expect(event!.hasProperty(name)).toBe(false);
    expect(String(event!.getFirstPropertyValue("dtend"))).toBe("2026-11-24T11:00:00Z");
  });

  it("replaces what it cannot read", () => {
    expect(mergedResource("nonsense", entry)).toBe(entryResource(entry));
    expect(mergedResource("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR", entry)).toBe(
      entryResource(entry),
    );
  });
});
