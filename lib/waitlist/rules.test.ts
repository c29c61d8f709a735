import { describe, expect, it } from "vitest";
import { isWanted, offerDeadline, spanOf, timeToOffer, type Wants } from "./rules.ts";

const at = (text: string) => Date.parse(text);

/** Mornings of a week in Berlin, where it is UTC+1. */
const wants: Wants = {
  timeZone: "Europe/Berlin",
  from: "2026-12-07",
  to: "2026-12-13",
  weekdays: [],
  fromMin: 0,
  toMin: 720,
  party: 1,
};

describe("what is wanted", () => {
  it("is read on the customer's own clock", () => {
    expect(isWanted(wants, at("2026-12-06T23:00:00Z"))).toBe(true);
    expect(isWanted(wants, at("2026-12-06T22:59:00Z"))).toBe(false);
    expect(isWanted(wants, at("2026-12-08T10:59:00Z"))).toBe(true);
    expect(isWanted(wants, at("2026-12-08T11:00:00Z"))).toBe(false);
    expect(isWanted({ ...wants, timeZone: "Asia/Kathmandu" }, at("2026-12-08T10:59:00Z"))).toBe(
      false,
    );
  });

  it("ends with its last day", () => {
    const anyTime = { ...wants, toMin: 1440 };
    expect(isWanted(anyTime, at("2026-12-13T22:59:00Z"))).toBe(true);
    expect(isWanted(anyTime, at("2026-12-13T23:00:00Z"))).toBe(false);
  });

  it("may be some weekdays only", () => {
    const tuesdays = { ...wants, weekdays: [2] };
    expect(isWanted(tuesdays, at("2026-12-08T09:00:00Z"))).toBe(true);
    expect(isWanted(tuesdays, at("2026-12-09T09:00:00Z"))).toBe(false);
  });

  it("may be one session", () => {
    const six = { ...wants, fromMin: 1080, toMin: 1081 };
    expect(isWanted(six, at("2026-12-08T17:00:00Z"))).toBe(true);
    expect(isWanted(six, at("2026-12-08T17:15:00Z"))).toBe(false);
  });
});

describe("the span to look at", () => {
  it("holds every start that is wanted, in any zone", () => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      const span = spanOf(wants, 0)!;
      for (
        let start = at("2026-12-01T00:00:00Z");
        start < at("2026-12-20T00:00:00Z");
        start += 3_600_000
      ) {
        if (!isWanted({ ...wants, timeZone, toMin: 1440 }, start)) continue;
        expect(start).toBeGreaterThanOrEqual(span.from);
        expect(start).toBeLessThan(span.to);
      }
    }
  });

  it("begins now, and is none once it is over", () => {
    const now = at("2026-12-09T08:00:00Z");
    expect(spanOf(wants, now)?.from).toBe(now);
    expect(spanOf(wants, at("2026-12-15T00:00:00Z"))).toBeNull();
  });
});

describe("the deadline of an offer", () => {
  const offer = { start: at("2026-12-11T09:00:00Z"), noticeMin: 60, timeZone: "Europe/Berlin" };
  const deadline = (now: string, change = {}) => {
    const found = offerDeadline({ ...offer, ...change }, at(now));
    return found === null ? null : new Date(found).toISOString();
  };

  it("is two hours away by day", () => {
    expect(deadline("2026-12-08T09:00:00Z")).toBe("2026-12-08T11:00:00.000Z");
    expect(deadline("2026-12-08T09:00:30Z")).toBe("2026-12-08T11:01:00.000Z");
  });

  it("does not run while the customer sleeps", () => {
    // 21:30 in Berlin: half an hour this evening, an hour and a half from eight tomorrow.
    expect(deadline("2026-12-08T20:30:00Z")).toBe("2026-12-09T08:30:00.000Z");
    expect(deadline("2026-12-08T23:00:00Z")).toBe("2026-12-09T09:00:00.000Z");
    expect(deadline("2026-12-08T20:30:00Z", { timeZone: "America/New_York" })).toBe(
      "2026-12-08T22:30:00.000Z",
    );
  });

  it("leaves the business its notice", () => {
    expect(deadline("2026-12-11T07:00:00Z")).toBe("2026-12-11T08:00:00.000Z");
    expect(deadline("2026-12-10T23:00:00Z")).toBe("2026-12-11T08:00:00.000Z");
  });

  it("is none when there is hardly time to answer", () => {
    expect(deadline("2026-12-11T07:45:00Z")).toBe("2026-12-11T08:00:00.000Z");
    expect(deadline("2026-12-11T07:45:01Z")).toBeNull();
    expect(deadline("2026-12-11T10:00:00Z")).toBeNull();
  });
});

describe("the time to offer", () => {
  const now = at("2026-12-01T09:00:00Z");
  const slots = [
    "2026-12-06T09:00:00Z",
    "2026-12-08T12:00:00Z",
    "2026-12-08T10:00:00Z",
    "2026-12-09T10:00:00Z",
  ].map((start) => ({ start: at(start) }));
  const entry = { ...wants, offered: [] as string[], service: { minNoticeMin: 60 } };

  it("is the first one that fits", () => {
    expect(timeToOffer(entry, slots, now)?.slot.start).toBe(at("2026-12-08T10:00:00Z"));
  });

  it("is never one that this customer was offered before", () => {
    const again = { ...entry, offered: ["2026-12-08T10:00:00Z"] };
    expect(timeToOffer(again, slots, now)?.slot.start).toBe(at("2026-12-09T10:00:00Z"));
    expect(
      timeToOffer({ ...again, offered: [...again.offered, "2026-12-09T10:00:00Z"] }, slots, now),
    ).toBeNull();
  });
});
