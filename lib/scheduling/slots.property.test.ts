import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain, findSlots, parseSlotQuery } from "./index.ts";
import { slotQuery } from "./testing/arbitraries.ts";
import { referenceSlots } from "./testing/reference.ts";

/** Enough for every rule to meet every other; raise it when the engine changes. */
const RUNS = 200;

/** Found once in some ten thousand: hours from evening to evening, with a piece of the night inside them once more. */
const NEVER_CLOSED = {
  now: 1775145300000,
  from: 1775325300000,
  to: 1775442060000,
  service: { durationMin: 15, stepMin: 60, align: "opening", timeZone: "Australia/Lord_Howe" },
  staff: [
    {
      id: "ana",
      timeZone: "Australia/Lord_Howe",
      weekly: [
        {
          days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
          start: "21:45",
          end: "21:45",
        },
        { days: ["wed", "thu", "fri", "sun"], start: "00:00", end: "00:15" },
      ],
    },
  ],
};

describe("findSlots", () => {
  it("offers exactly the starts that a minute-by-minute reading of the rules offers", () => {
    let offered = 0;
    fc.assert(
      fc.property(slotQuery, (json) => {
        const query = parseSlotQuery(json);
        const expected = referenceSlots(query);
        offered += expected.length;
        expect(findSlots(query)).toEqual(expected);
      }),
      { numRuns: RUNS, examples: [[NEVER_CLOSED as never]] },
    );
    // Queries without an answer prove little.
    expect(offered).toBeGreaterThan(RUNS);
  }, 120_000);

  it("offers the same times whatever dates are asked for", () => {
    fc.assert(
      fc.property(slotQuery, fc.double({ min: 0, max: 1, noNaN: true }), (json, share) => {
        const query = parseSlotQuery(json);
        const middle = Math.round(query.from + (query.to - query.from) * share);
        const halves = [
          ...findSlots({ ...query, to: middle }),
          ...findSlots({ ...query, from: middle }),
        ];
        expect(halves).toEqual(findSlots(query));
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});

describe("explain", () => {
  it("offers a start exactly when findSlots does, and else has a reason", () => {
    fc.assert(
      fc.property(slotQuery, fc.nat(), (json, pick) => {
        const query = parseSlotQuery(json);
        const slots = new Map(findSlots(query).map((slot) => [slot.start, slot]));
        const first = Math.ceil(query.from / 60_000);
        const last = Math.ceil(query.to / 60_000) - 1;
        const random = first + (pick % (last - first + 1));
        const starts = [...slots.keys()].slice(0, 20).map((start) => start / 60_000);
        for (const minute of [random, ...starts, ...starts.map((start) => start + 5)]) {
          if (minute > last) continue;
          const start = minute * 60_000;
          const explanation = explain(query, start);
          expect(explanation.offered).toBe(slots.has(start));
          expect(explanation.reasons.length === 0).toBe(explanation.offered);
          const free = explanation.staff.filter(({ offered }) => offered).map(({ id }) => id);
          if (explanation.offered) expect(free).toEqual(slots.get(start)?.staff);
          for (const person of explanation.staff) {
            expect(person.reasons.length === 0).toBe(person.offered);
          }
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});
