import { describe, expect, it } from "vitest";
import { isLasting, isReadableData, isReadableOffline } from "./rules.ts";

describe("what is kept for reading without a network", () => {
  it.each(["/dashboard", "/dashboard/calendar", "/dashboard/bookings", "/account", "/manage/abc"])(
    "%s is",
    (path) => expect(isReadableOffline(path)).toBe(true),
  );

  // Times that are offered are never told from memory, and forms are not filled in on a copy.
  it.each([
    "/",
    "/lotus-hair",
    "/lotus-hair/cut",
    "/manage/abc/move",
    "/sign-in",
    "/dashboard/settings",
    "/dashboard/customers",
  ])("%s is not", (path) => expect(isReadableOffline(path)).toBe(false));

  it("takes the calendar's data, but no availability", () => {
    expect(isReadableData("/api/dashboard/calendar")).toBe(true);
    expect(isReadableData("/api/dashboard/appointments/1")).toBe(true);
    expect(isReadableData("/api/availability")).toBe(false);
    expect(isReadableData("/api/dashboard/live")).toBe(false);
  });

  it("takes files that carry their hash", () => {
    expect(isLasting("/_next/static/chunks/a.js")).toBe(true);
    expect(isLasting("/sw.js")).toBe(false);
  });
});
