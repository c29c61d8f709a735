import { describe, expect, it } from "vitest";
import { idleBetween, liesWithin } from "./rules";

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`);
const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const HALF_HOUR = 30 * 60_000;

describe("idleBetween", () => {
  const day = [span("09:00", "13:00"), span("14:00", "18:00")];

  it("names what lies between two appointments, and neither end of the day", () => {
    const taken = [span("12:00", "12:30"), span("09:30", "10:30"), span("15:00", "16:00")];
    expect(idleBetween(day, taken, at("08:00"), HALF_HOUR)).toEqual([span("10:30", "12:00")]);
  });

  it("takes the lunch break for no gap", () => {
    const taken = [span("12:00", "13:00"), span("14:00", "15:00")];
    expect(idleBetween(day, taken, at("08:00"), HALF_HOUR)).toEqual([]);
  });

  it("counts only what is still to come, and only what is long enough", () => {
    const taken = [span("09:00", "10:00"), span("11:00", "12:00"), span("12:20", "13:00")];
    expect(idleBetween(day, taken, at("10:15"), HALF_HOUR)).toEqual([span("10:15", "11:00")]);
    expect(idleBetween(day, taken, at("10:45"), HALF_HOUR)).toEqual([]);
  });

  it("sees through what overlaps", () => {
    const taken = [span("09:00", "12:00"), span("09:30", "10:00"), span("12:00", "12:30")];
    expect(idleBetween(day, taken, at("08:00"), HALF_HOUR)).toEqual([]);
  });
});

describe("liesWithin", () => {
  it("wants the whole span in one stretch; touching the edges is inside", () => {
    const hours = [span("09:00", "12:00"), span("13:00", "18:00")];
    expect(liesWithin(hours, span("09:00", "12:00"))).toBe(true);
    expect(liesWithin(hours, span("11:30", "13:30"))).toBe(false);
    expect(liesWithin(hours, span("17:30", "18:30"))).toBe(false);
  });
});
