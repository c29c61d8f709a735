import { expect, it } from "vitest";
import { zoneOfToday } from "./zone-names";

it("calls a place by its name of today, on the same clock", () => {
  const old = { "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu" };
  const read = (timeZone: string) =>
    new Intl.DateTimeFormat("en", { timeZone, timeStyle: "full", dateStyle: "full" }).format(0);
  for (const [before, now] of Object.entries(old)) {
    expect(zoneOfToday(before)).toBe(now);
    expect(read(before)).toBe(read(now));
  }
});

it("leaves every other zone alone", () => {
  expect(zoneOfToday("Europe/Berlin")).toBe("Europe/Berlin");
  expect(zoneOfToday("constructor")).toBe("constructor");
});
