import { expect, it } from "vitest";
import { inLanguage } from "@/lib/i18n/testing";
import { chosenStarts, type PlannedDate, repeatsFor } from "./rules";

const english = inLanguage("en", "series");

it("names the weekday of the month, and calls a fifth one the last", () => {
  const monthly = (date: string) => repeatsFor(english, date, "en-GB").at(-1)!.label;
  expect(monthly("2026-12-08")).toBe("Every month, on the second Tuesday");
  expect(monthly("2026-12-29")).toBe("Every month, on the last Tuesday");
  expect(repeatsFor(english, "2026-12-08", "en-GB").map(({ value }) => value)).toContain("week-3");
});

it("books the free dates, and others only as they were chosen", () => {
  const date = (day: string, free: boolean): PlannedDate => ({
    date: day,
    start: `${day}T09:00:00Z`,
    free,
    reason: free ? null : "taken",
    alternatives: free ? [] : [`${day}T11:00:00Z`],
  });
  const plan = [date("2026-12-01", true), date("2026-12-08", false), date("2026-12-15", true)];
  expect(chosenStarts(plan, {})).toEqual(["2026-12-01T09:00:00Z", "2026-12-15T09:00:00Z"]);
  expect(chosenStarts(plan, { "2026-12-08": "2026-12-08T11:00:00Z", "2026-12-15": "" })).toEqual([
    "2026-12-01T09:00:00Z",
    "2026-12-08T11:00:00Z",
  ]);
});
