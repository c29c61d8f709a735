import { describe, expect, it } from "vitest";
import {
  instantsOfLocal,
  isTimeZone,
  localDateOf,
  minuteOfDay,
  offsetSegments,
  zoneOffsetAt,
} from "./zone.ts";

const at = (iso: string) => Date.parse(iso);
const texts = (instants: number[]) => instants.map((ms) => new Date(ms).toISOString());

describe("minuteOfDay", () => {
  it("is what the clock on the wall reads, on either side of midnight and of 1970", () => {
    expect(minuteOfDay("Europe/Berlin", at("2026-11-23T23:05:59Z"))).toBe(5);
    expect(minuteOfDay("Asia/Kathmandu", at("2026-11-23T18:14:00Z"))).toBe(23 * 60 + 59);
    expect(minuteOfDay("America/New_York", at("1969-12-31T23:30:00Z"))).toBe(18 * 60 + 30);
  });
});

describe("isTimeZone", () => {
  it("takes IANA names", () => {
    for (const zone of [
      "Europe/Berlin",
      "America/Argentina/Buenos_Aires",
      "Asia/Kolkata",
      "Asia/Calcutta",
      "Antarctica/Troll",
      "America/Port-au-Prince",
      "Etc/GMT+5",
      "UTC",
    ]) {
      expect(isTimeZone(zone), zone).toBe(true);
    }
  });

  it("refuses offsets, abbreviations, wrong case and inventions", () => {
    for (const zone of [
      "",
      "+02:00",
      "UTC+2",
      "GMT+5",
      "PST",
      "IST",
      "SystemV/EST5EDT",
      "europe/berlin",
      "Mars/Olympus",
      "Europe/Berlin ",
      "../etc",
    ]) {
      expect(isTimeZone(zone), zone).toBe(false);
    }
    expect(() => zoneOffsetAt("Mars/Olympus", 0)).toThrow(RangeError);
  });
});

describe("zoneOffsetAt", () => {
  it("changes at the very minute, in both directions of looking", () => {
    expect(zoneOffsetAt("Australia/Lord_Howe", at("2026-10-03T15:29:59Z"))).toBe(630);
    expect(zoneOffsetAt("Australia/Lord_Howe", at("2026-10-03T15:30:00Z"))).toBe(660);
    expect(zoneOffsetAt("Antarctica/Troll", at("2026-03-29T00:59:00Z"))).toBe(0);
    expect(zoneOffsetAt("Antarctica/Troll", at("2026-03-29T01:00:00Z"))).toBe(120);
    expect(zoneOffsetAt("Asia/Kathmandu", at("1985-12-31T18:29:00Z"))).toBe(330);
    expect(zoneOffsetAt("Asia/Kathmandu", at("1985-12-31T18:30:00Z"))).toBe(345);
  });

  it("does not step over the shortest summer time there was", () => {
    expect(zoneOffsetAt("America/Recife", at("2000-10-08T02:59:00Z"))).toBe(-180);
    expect(zoneOffsetAt("America/Recife", at("2000-10-08T03:00:00Z"))).toBe(-120);
    expect(zoneOffsetAt("America/Recife", at("2000-10-15T02:00:00Z"))).toBe(-180);
  });

  it("agrees with Intl on every day of thirty years, whatever was asked first", () => {
    for (const zone of ["Africa/Casablanca", "Pacific/Apia", "Africa/Cairo", "Asia/Gaza"]) {
      const format = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "medium",
      });
      const wall = (ms: number) => Date.parse(`${format.format(ms).replace(" ", "T")}Z`);
      // From the middle outwards, so that the table grows at both ends.
      const middle = at("2015-06-01T10:30:00Z");
      for (let day = 0; day < 5_500; day++) {
        for (const ms of [middle + day * 86_400_000, middle - day * 86_400_000]) {
          const offset = (wall(ms) - ms) / 60_000;
          if (zoneOffsetAt(zone, ms) !== offset) {
            expect([zone, ms, zoneOffsetAt(zone, ms)]).toEqual([zone, ms, offset]);
          }
        }
      }
    }
    expect(localDateOf("Pacific/Apia", at("2011-12-30T09:59:00Z"))).toBe("2011-12-29");
    expect(localDateOf("Pacific/Apia", at("2011-12-30T10:00:00Z"))).toBe("2011-12-31");
  });
});

describe("offsetSegments", () => {
  it("covers the stretch without gaps", () => {
    const from = at("2026-01-01T00:00:00Z") / 60_000;
    const to = at("2027-01-01T00:00:00Z") / 60_000;
    const segments = offsetSegments("America/New_York", from, to);
    expect(segments.map(({ offset }) => offset)).toEqual([-300, -240, -300]);
    expect(segments[0]?.start).toBe(from);
    expect(segments[2]?.end).toBe(to);
    expect(texts(segments.map(({ end }) => end * 60_000))).toEqual([
      "2026-03-08T07:00:00.000Z",
      "2026-11-01T06:00:00.000Z",
      "2027-01-01T00:00:00.000Z",
    ]);
  });
});

describe("instantsOfLocal", () => {
  it("finds none in a skipped hour and two in a repeated one", () => {
    expect(instantsOfLocal("America/New_York", "2026-03-08", 150)).toEqual([]);
    expect(texts(instantsOfLocal("America/New_York", "2026-11-01", 90))).toEqual([
      "2026-11-01T05:30:00.000Z",
      "2026-11-01T06:30:00.000Z",
    ]);
    expect(texts(instantsOfLocal("Australia/Lord_Howe", "2026-04-05", 105))).toEqual([
      "2026-04-04T14:45:00.000Z",
      "2026-04-04T15:15:00.000Z",
    ]);
  });

  it("knows dates that a zone left out, and midnights that do not exist", () => {
    expect(instantsOfLocal("Pacific/Apia", "2011-12-30", 600)).toEqual([]);
    expect(instantsOfLocal("America/Santiago", "2026-09-06", 0)).toEqual([]);
    expect(texts(instantsOfLocal("America/Santiago", "2026-09-06", 60))).toEqual([
      "2026-09-06T04:00:00.000Z",
    ]);
  });

  it("takes minutes past midnight as the following date", () => {
    expect(texts(instantsOfLocal("Asia/Kathmandu", "2026-07-17", 1_500))).toEqual([
      "2026-07-17T19:15:00.000Z",
    ]);
  });
});
