import { expect, test } from "vitest";
import type { FreeTime } from "@/lib/availability/schema";
import { firstBeyond } from "./beyond";

const question = { zone: "Europe/Berlin", today: "2026-11-24" };

function asking(starts: string[]) {
  const asked: string[] = [];
  const ask = async (from: string, to: string) => {
    asked.push(`${from} ${to}`);
    return starts
      .filter((start) => start >= from && start < `${to}T24`)
      .map((start): FreeTime => ({ start, end: start, staff: ["mara"], seatsLeft: 1 }));
  };
  return { asked, ask };
}

test("looks on until a day has room, which is told on the viewer's calendar", async () => {
  const { asked, ask } = asking(["2027-03-01T23:30:00Z"]);
  expect(await firstBeyond(question, "2026-12-07", null, ask)).toMatchObject({
    date: "2027-03-02",
    time: { start: "2027-03-01T23:30:00Z" },
  });
  expect(asked).toEqual(["2026-12-07 2027-02-06", "2027-02-07 2027-04-09"]);
});

test("stops at the last day that can be booked, and after a year where there is none", async () => {
  const near = asking(["2027-03-01T08:00:00Z"]);
  expect(await firstBeyond(question, "2026-12-07", "2027-02-10", near.ask)).toBeNull();
  expect(near.asked).toEqual(["2026-12-07 2027-02-06", "2027-02-07 2027-02-10"]);
  const far = asking([]);
  expect(await firstBeyond(question, "2026-12-07", null, far.ask)).toBeNull();
  expect(far.asked).toHaveLength(6);
  expect(far.asked.at(-1)?.slice(11)).toBe("2027-11-25");
});

test("asks nothing where the month in view is the last", async () => {
  const { asked, ask } = asking([]);
  expect(await firstBeyond(question, "2026-12-07", "2026-12-06", ask)).toBeNull();
  expect(asked).toEqual([]);
});
