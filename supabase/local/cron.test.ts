import { describe, expect, it } from "vitest";
import { isDue } from "./cron.ts";

// 2026-11-23 is a Monday.
const at = (time: string, day = "2026-11-23") => new Date(`${day}T${time}:00Z`);

describe("isDue", () => {
  it("reads steps, lists and ranges of minutes", () => {
    expect(isDue("* * * * *", at("10:07"))).toBe(true);
    expect(isDue("*/10 * * * *", at("10:20"))).toBe(true);
    expect(isDue("*/10 * * * *", at("10:25"))).toBe(false);
    expect(isDue("1,5-7 * * * *", at("10:06"))).toBe(true);
    expect(isDue("1,5-7 * * * *", at("10:08"))).toBe(false);
    expect(isDue("10-30/10 * * * *", at("10:30"))).toBe(true);
    expect(isDue("10-30/10 * * * *", at("10:40"))).toBe(false);
  });

  it("reads hours in UTC, whatever the machine's zone", () => {
    expect(isDue("17 3 * * *", at("03:17"))).toBe(true);
    expect(isDue("17 3 * * *", at("09:02"))).toBe(false);
  });

  it("knows Sunday by both its numbers", () => {
    for (const sunday of ["0", "7"]) {
      expect(isDue(`0 0 * * ${sunday}`, at("00:00", "2026-11-22"))).toBe(true);
      expect(isDue(`0 0 * * ${sunday}`, at("00:00"))).toBe(false);
    }
  });

  it("takes either day field when both are restricted", () => {
    expect(isDue("0 0 1 * 1", at("00:00"))).toBe(true);
    expect(isDue("0 0 1 * 1", at("00:00", "2026-12-01"))).toBe(true);
    expect(isDue("0 0 1 * 1", at("00:00", "2026-12-02"))).toBe(false);
  });

  it.each(["* * * *", "60 * * * *", "@hourly", "30 seconds", "5-1 * * * *", "*/0 * * * *"])(
    "refuses %s",
    (schedule) => {
      expect(() => isDue(schedule, at("00:00"))).toThrow("not a cron schedule");
    },
  );
});
