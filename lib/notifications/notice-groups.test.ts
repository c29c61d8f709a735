import { expect, test } from "vitest";
import { groupNotices } from "./notice-groups";
import type { Notice } from "./notice-words";

const notice = (id: number, at: string, bookingId: string | null, read = false): Notice => ({
  id,
  kind: "booking.moved",
  bookingId,
  data: {},
  at,
  read,
  business: { name: "Lotus", slug: "lotus", timeZone: "Europe/Berlin" },
  zone: null,
});

test("notices stand by day on the reader's clock, and under the booking that they are about", () => {
  const days = groupNotices(
    [
      notice(5, "2026-11-23T10:00:00Z", "a"),
      notice(4, "2026-11-23T09:00:00Z", "b", true),
      notice(3, "2026-11-22T23:30:00Z", "a"),
      notice(2, "2026-11-22T22:30:00Z", "a", true),
      notice(1, "2026-11-22T22:00:00Z", null),
    ],
    "Europe/Berlin",
  );
  expect(days.map(({ date }) => date)).toEqual(["2026-11-23", "2026-11-22"]);
  const [today, before] = days;
  expect(today!.things.map(({ latest, earlier }) => [latest.id, earlier.length])).toEqual([
    [5, 1],
    [4, 0],
  ]);
  expect(today!.things[0]!.unread).toEqual([5, 3]);
  expect(before!.things.map(({ latest, unread }) => [latest.id, unread])).toEqual([
    [2, []],
    [1, [1]],
  ]);
});

test("nothing is nothing", () => {
  expect(groupNotices([], "Europe/Berlin")).toEqual([]);
});
