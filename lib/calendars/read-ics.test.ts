import { describe, expect, it } from "vitest";
import { nameOfFile, readEvents } from "./read-ics.ts";

const window = {
  start: Date.parse("2026-01-01T00:00:00Z"),
  end: Date.parse("2027-01-01T00:00:00Z"),
};

function file(...events: string[]): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Somebody//EN",
    ...events.flatMap((event) => ["BEGIN:VEVENT", event.trim(), "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

function spans(text: string, timeZone = "Europe/Berlin", owner?: string): string[] {
  return readEvents(text, { window, timeZone, owner: owner ?? null })
    .flatMap((event) => event.spans)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => `${iso(start)}/${iso(end)}`);
}

const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe("readEvents", () => {
  it("reads a time in a zone, in UTC, and without a zone", () => {
    expect(
      spans(
        file(
          "UID:a\r\nDTSTART;TZID=America/New_York:20260701T090000\r\nDTEND;TZID=America/New_York:20260701T100000",
          "UID:b\r\nDTSTART:20260702T090000Z\r\nDURATION:PT45M",
          "UID:c\r\nDTSTART:20260703T090000\r\nDTEND:20260703T093000",
        ),
      ),
    ).toEqual([
      "2026-07-01T13:00/2026-07-01T14:00",
      "2026-07-02T09:00/2026-07-02T09:45",
      "2026-07-03T07:00/2026-07-03T07:30",
    ]);
  });

  it("knows zones by Windows' names, by longer names, and by the file's own definition", () => {
    const own = [
      "BEGIN:VCALENDAR",
      "BEGIN:VTIMEZONE",
      "TZID:Office clock",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0330",
      "TZOFFSETTO:+0330",
      "END:STANDARD",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "UID:a",
      "DTSTART;TZID=Office clock:20260701T090000",
      "DTEND;TZID=Office clock:20260701T100000",
      "END:VEVENT",
      "END:VCALENDAR",
    ].join("\n");
    expect(spans(own)).toEqual(["2026-07-01T05:30/2026-07-01T06:30"]);
    const named = (zone: string) =>
      spans(file(`UID:a\r\nDTSTART;TZID=${zone}:20260701T090000\r\nDURATION:PT1H`))[0];
    expect(named("W. Europe Standard Time")).toBe("2026-07-01T07:00/2026-07-01T08:00");
    expect(named("/freeassociation.sourceforge.net/Europe/Berlin")).toBe(
      "2026-07-01T07:00/2026-07-01T08:00",
    );
  });

  it("keeps a weekly series at its wall time through both clock changes, with its exceptions", () => {
    const text = file(
      "UID:w\r\nDTSTART;TZID=Europe/Berlin:20260309T100000\r\nDTEND;TZID=Europe/Berlin:20260309T110000\r\nRRULE:FREQ=WEEKLY;UNTIL=20260413T080000Z\r\nEXDATE;TZID=Europe/Berlin:20260323T100000",
      "UID:w\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260330T100000\r\nDTSTART;TZID=Europe/Berlin:20260331T150000\r\nDTEND;TZID=Europe/Berlin:20260331T153000",
      "UID:w\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260406T100000\r\nDTSTART;TZID=Europe/Berlin:20260406T100000\r\nDTEND;TZID=Europe/Berlin:20260406T110000\r\nSTATUS:CANCELLED",
    );
    expect(spans(text)).toEqual([
      "2026-03-09T09:00/2026-03-09T10:00",
      "2026-03-16T09:00/2026-03-16T10:00",
      "2026-03-31T13:00/2026-03-31T13:30",
      "2026-04-13T08:00/2026-04-13T09:00",
    ]);
    const autumn = spans(
      file(
        "UID:w\r\nDTSTART;TZID=Europe/Berlin:20261019T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=2",
      ),
    );
    expect(autumn).toEqual([
      "2026-10-19T08:00/2026-10-19T09:00",
      "2026-10-26T09:00/2026-10-26T10:00",
    ]);
  });

  it("reads a time that the clocks skip by the offset before, and a repeated one as the first", () => {
    expect(
      spans(
        file(
          "UID:gap\r\nDTSTART;TZID=Europe/Berlin:20260329T023000\r\nDURATION:PT1H",
          "UID:twice\r\nDTSTART;TZID=Europe/Berlin:20261025T023000\r\nDURATION:PT30M",
        ),
      ),
    ).toEqual(["2026-03-29T01:30/2026-03-29T02:30", "2026-10-25T00:30/2026-10-25T01:00"]);
  });

  it("blocks the local dates of all-day events, also on the day of 23 hours", () => {
    expect(
      spans(
        file(
          "UID:a\r\nDTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330",
          "UID:b\r\nDTSTART;VALUE=DATE:20260501",
          "UID:c\r\nDTSTART;VALUE=DATE:20260601\r\nDTEND;VALUE=DATE:20260601",
          "UID:d\r\nDTSTART;VALUE=DATE:20260701\r\nDURATION:P2D",
          "UID:e\r\nDTSTART;VALUE=DATE:20261024\r\nDTEND;VALUE=DATE:20261025\r\nRRULE:FREQ=DAILY;COUNT=2",
        ),
      ),
    ).toEqual([
      "2026-03-28T23:00/2026-03-29T22:00",
      "2026-04-30T22:00/2026-05-01T22:00",
      "2026-05-31T22:00/2026-06-01T22:00",
      "2026-06-30T22:00/2026-07-02T22:00",
      "2026-10-23T22:00/2026-10-24T22:00",
      "2026-10-24T22:00/2026-10-25T23:00",
    ]);
  });

  it("passes over what does not make busy", () => {
    const at = "DTSTART:20260701T090000Z\r\nDTEND:20260701T100000Z";
    const text = file(
      `UID:a\r\n${at}\r\nTRANSP:TRANSPARENT`,
      `UID:b\r\n${at}\r\nSTATUS:CANCELLED`,
      `UID:c\r\n${at}\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE`,
      `UID:d\r\n${at}\r\nATTENDEE;PARTSTAT=DECLINED:mailto:Mara@mail.example`,
      "UID:e\r\nDTSTART:20260701T090000Z",
      "UID:f\r\nDTSTART:20200701T090000Z\r\nDURATION:PT1H",
    );
    expect(spans(text, "UTC", "mara@mail.example")).toEqual([]);
    const events = readEvents(text, { window, timeZone: "UTC", owner: "mara@mail.example" });
    expect(events.find(({ uid }) => uid === "b")?.gone).toBe(true);
    expect(events.find(({ uid }) => uid === "d")?.declined).toBe(true);
    expect(spans(file(`UID:a\r\n${at}\r\nSTATUS:TENTATIVE`))).toHaveLength(1);
  });

  it("reads extra dates, Outlook's exception by date, and a changed occurrence without its series", () => {
    expect(
      spans(
        file(
          "UID:r\r\nDTSTART:20260701T090000Z\r\nDURATION:PT1H\r\nRDATE:20260705T090000Z\r\nRDATE;VALUE=PERIOD:20260706T090000Z/PT2H",
          "UID:x\r\nDTSTART:20260801T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEXDATE;VALUE=DATE:20260802",
          "UID:lone\r\nRECURRENCE-ID:20260901T090000Z\r\nDTSTART:20260901T120000Z\r\nDURATION:PT1H",
        ),
      ),
    ).toEqual([
      "2026-07-01T09:00/2026-07-01T10:00",
      "2026-07-05T09:00/2026-07-05T10:00",
      "2026-07-06T09:00/2026-07-06T11:00",
      "2026-08-01T09:00/2026-08-01T10:00",
      "2026-08-03T09:00/2026-08-03T10:00",
      "2026-09-01T12:00/2026-09-01T13:00",
    ]);
  });

  it("takes the latest of two versions, and tells our own entries", () => {
    const text = file(
      "UID:0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c@daybook\r\nSEQUENCE:0\r\nDTSTART:20260701T090000Z\r\nDURATION:PT1H",
      "UID:0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c@daybook\r\nSEQUENCE:2\r\nDTSTART:20260702T090000Z\r\nDURATION:PT1H",
    );
    const [event] = readEvents(text, { window, timeZone: "UTC" });
    expect(event?.subject).toBe("0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c");
    expect(event?.at?.start).toBe(Date.parse("2026-07-02T09:00:00Z"));
  });

  it("survives a byte order mark, bare line feeds, broken lines, folded lines and two calendars", () => {
    const text = `\uFEFF${file("UID:a\r\nSUMMARY:Long\r\n  er\r\nthis is no property\r\nDTSTART:20260701T090000Z\r\nDURATION:PT1H").replaceAll("\r\n", "\n")}${file("UID:b\r\nDTSTART:20260702T090000Z\r\nDURATION:PT1H")}`;
    expect(spans(text)).toHaveLength(2);
  });

  it.each(["", "<html>not found</html>", "BEGIN:VCARD\nEND:VCARD"])("refuses %j", (text) => {
    expect(() => readEvents(text, { window, timeZone: "UTC" })).toThrow("not_a_calendar");
  });

  it.each([
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYDAY=5MO",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
  ])("takes of %s the first time only, at once", (rule) => {
    const began = Date.now();
    const text = file(`UID:a\r\nDTSTART:20260601T000000Z\r\nDURATION:PT1H\r\nRRULE:${rule}`);
    expect(spans(text)).toEqual(["2026-06-01T00:00/2026-06-01T01:00"]);
    expect(Date.now() - began).toBeLessThan(500);
  });

  it("leaves out one event that cannot be read, and bounds a file of long rules", () => {
    const bad = "UID:bad\r\nDTSTART:20260601T000000Z\r\nRRULE:FREQ=DAILY;BYHOUR=25";
    expect(spans(file(bad, "UID:b\r\nDTSTART:20260702T090000Z\r\nDURATION:PT1H"))).toHaveLength(1);
    const many = Array.from(
      { length: 60 },
      (_, n) => `UID:${n}\r\nDTSTART:20251201T000000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=HOURLY`,
    );
    expect(spans(file(...many)).length).toBeLessThanOrEqual(100_000);
  }, 30_000);

  it("finds a series of many years at its place", () => {
    const rule = (text: string) =>
      spans(
        file(
          `UID:a\r\nDTSTART;TZID=Europe/Berlin:20010105T233000\r\nDURATION:PT1H\r\nRRULE:${text}`,
        ),
      ).slice(0, 2);
    expect(rule("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR")).toEqual([
      "2026-01-05T22:30/2026-01-05T23:30",
      "2026-01-09T22:30/2026-01-09T23:30",
    ]);
    expect(rule("FREQ=DAILY;INTERVAL=100")).toEqual([
      "2026-03-15T22:30/2026-03-15T23:30",
      "2026-06-23T21:30/2026-06-23T22:30",
    ]);
    expect(rule("FREQ=MONTHLY;BYDAY=-1FR")[0]).toBe("2026-01-30T22:30/2026-01-30T23:30");
  });

  it("reads the name of a file", () => {
    const text = file("UID:a\r\nDTSTART:20260701T090000Z");
    expect(nameOfFile(text)).toBeNull();
    const named = text.replace("VERSION:2.0", "VERSION:2.0\r\nX-WR-CALNAME:Mara\\, private");
    expect(nameOfFile(named)).toBe("Mara, private");
  });
});
