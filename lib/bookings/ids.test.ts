import { describe, expect, it, vi } from "vitest";
import { newBookingId } from "./ids.ts";

describe("a new booking's id", () => {
  it("is a UUID of version 7 that says its millisecond", () => {
    vi.useFakeTimers({ now: new Date("2026-07-18T10:00:00.123Z") });
    try {
      const id = newBookingId();
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(Date.now());
    } finally {
      vi.useRealTimers();
    }
  });

  it("follows those before it and is never the same", () => {
    const ids = Array.from({ length: 1000 }, newBookingId);
    expect(new Set(ids).size).toBe(1000);
    const times = ids.map((id) => id.slice(0, 13));
    expect(times).toEqual(times.toSorted());
  });
});
