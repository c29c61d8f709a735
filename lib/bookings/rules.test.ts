import { describe, expect, it } from "vitest";
import { otherServices, staffToKeep, staysPut, steppedStart, visitOf, whyNot } from "./rules.ts";

const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(text);

describe("what is booked again together", () => {
  const part = (id: string, status: "confirmed" | "cancelled" | "completed") => ({ id, status });
  const [cut, colour, beard] = [
    part("cut", "completed"),
    part("colour", "cancelled"),
    part("beard", "confirmed"),
  ];

  it("is the parts of a visit that went the same way, and nothing else of a series", () => {
    const bookings = [cut, colour, beard];
    expect(visitOf(colour, { kind: "visit", bookings })).toEqual([cut, colour]);
    expect(visitOf(beard, { kind: "visit", bookings })).toEqual([beard]);
    expect(visitOf(cut, { kind: "series", bookings })).toEqual([cut]);
    expect(visitOf(cut, { kind: null, bookings: [cut] })).toEqual([cut]);
  });
});

describe("whom a move keeps", () => {
  const part = (slug: string, staffChoice: "any" | "chosen" = "any") => ({
    staff: { slug },
    staffChoice,
  });

  it("is who does it, unless a visit was shared out to whoever was free", () => {
    expect(staffToKeep([part("anna")])).toBe("anna");
    expect(staffToKeep([part("anna"), part("anna")])).toBe("anna");
    expect(staffToKeep([part("anna"), part("ben")])).toBe("any");
    expect(staffToKeep([part("anna", "chosen"), part("ben", "chosen")])).toBe("anna");
  });
});

describe("a series that moves", () => {
  const lead = {
    id: "a",
    start: "2027-03-16T09:00:00Z",
    business: { timeZone: BERLIN },
  };

  it("takes the same step of the wall clock everywhere", () => {
    const later = { id: "b", start: "2027-03-30T08:00:00Z" };
    expect(steppedStart(later, lead, at("2027-03-17T13:30:00Z"))).toEqual({
      date: "2027-03-31",
      target: at("2027-03-31T12:30:00Z"),
    });
  });

  it("finds no place in an hour that the clocks skip, and keeps the very time that was chosen", () => {
    const skipped = { id: "b", start: "2027-03-21T09:00:00Z" };
    const goal = at("2027-03-23T01:30:00Z");
    expect(steppedStart(skipped, lead, goal)).toEqual({ date: "2027-03-28", target: null });
    expect(steppedStart({ ...lead }, lead, goal).target).toBe(goal);
  });
});

describe("a move to where the booking is", () => {
  const booking = { start: "2026-12-31T13:00:00.000Z", staff: { slug: "mara" } };
  const start = at("2026-12-31T13:00:00Z");

  it("is none, unless somebody else is asked for", () => {
    expect(staysPut(booking, { start })).toBe(true);
    expect(staysPut(booking, { start, staff: "any" })).toBe(true);
    expect(staysPut(booking, { start, staff: "mara" })).toBe(true);
    expect(staysPut(booking, { start, staff: "jonas" })).toBe(false);
    expect(staysPut(booking, { start: start + 60_000, staff: "mara" })).toBe(false);
  });
});

describe("a date that cannot be had", () => {
  it("has the reason that a customer can use", () => {
    const closed = { code: "closed_closure", date: "2026-12-25", name: null } as const;
    const busy = { code: "busy", kind: "busy", id: null, label: null, start: 0, end: 1 } as const;
    expect(whyNot([closed])).toBe("closed");
    expect(whyNot([closed, busy])).toBe("taken");
    expect(whyNot([busy, { code: "horizon", lastDate: "2026-12-01" }])).toBe("too_far");
    expect(whyNot([{ code: "past", now: 0 }])).toBe("too_soon");
    expect(whyNot([])).toBe("taken");
  });
});

describe("another service instead", () => {
  const service = {
    slug: "beard",
    capacity: 1,
    confirmation: "instant" as const,
    questions: [],
    staff: [{ slug: "jonas", durationMin: null, priceMinor: null }],
  };
  const booking = {
    party: 1,
    answers: { allergy: "No" },
    service: { slug: "cut", confirmation: "instant" as const },
  };
  const question = (id: string) => ({ id, label: id, kind: "text" as const, required: true });

  it("has room for the party, asks nothing new and slips past nobody", () => {
    const offered = [
      service,
      { ...service, slug: "cut" },
      { ...service, slug: "nobody-does-it", staff: [] },
      { ...service, slug: "asks", questions: [question("history")] },
      { ...service, slug: "asked-already", questions: [question("allergy")] },
      { ...service, slug: "approved", confirmation: "approval" as const },
    ];
    expect(otherServices(booking, offered).map(({ slug }) => slug)).toEqual([
      "beard",
      "asked-already",
    ]);
    expect(otherServices({ ...booking, party: 2 }, offered)).toEqual([]);
  });
});
