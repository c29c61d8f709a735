import { describe, expect, it } from "vitest";
import { parseSlotQuery } from "./parse.ts";
import { findVisits } from "./visits.ts";

const weekly = [{ days: ["mon"], start: "09:00", end: "12:00" }];

function query(service: object, staff: object[]) {
  return parseSlotQuery({
    now: "2026-01-01T00:00:00Z",
    from: "2026-03-02T00:00:00Z",
    to: "2026-03-03T00:00:00Z",
    service: { stepMin: 60, ...service },
    staff: staff.map((person) => ({ timeZone: "UTC", weekly, ...person })),
  });
}

const told = (visits: ReturnType<typeof findVisits>) =>
  visits.map(({ parts }) =>
    parts
      .map(({ start, staff }) => `${new Date(start).toISOString().slice(11, 16)} ${staff}`)
      .join(", "),
  );

describe("findVisits", () => {
  it("stays with one person, with the buffers of both services between", () => {
    const cut = query({ durationMin: 30, bufferAfterMin: 10 }, [{ id: "ana" }]);
    const colour = query({ durationMin: 60, bufferBeforeMin: 5 }, [{ id: "ana" }, { id: "ben" }]);
    expect(told(findVisits([cut, colour]))).toEqual([
      "09:00 ana, 09:45 ana",
      "10:00 ana, 10:45 ana",
    ]);
  });

  it("changes to somebody else when the first is busy, without a pause", () => {
    const busy = [{ start: "2026-03-02T09:40:00Z", end: "2026-03-02T12:00:00Z" }];
    const cut = query({ durationMin: 30, bufferAfterMin: 10 }, [{ id: "ana", busy }]);
    const colour = query({ durationMin: 60, bufferBeforeMin: 5 }, [
      { id: "ana", busy },
      { id: "ben" },
    ]);
    expect(told(findVisits([cut, colour]))).toEqual(["09:00 ana, 09:30 ben"]);
  });

  it("offers nothing that would run past closing", () => {
    const long = query({ durationMin: 120 }, [{ id: "ana" }]);
    expect(told(findVisits([long, long]))).toEqual([]);
  });

  it("reckons with each person's own duration", () => {
    const cut = query({ durationMin: 60 }, [{ id: "ben", durationMin: 30 }]);
    const beard = query({ durationMin: 30 }, [{ id: "ben" }]);
    expect(told(findVisits([cut, beard])).at(0)).toBe("09:00 ben, 09:30 ben");
  });
});
