import { expect, test } from "vitest";
import type { Notice } from "./notice-words";
import { showNotices } from "./shown-notices";

const notice = (change: Partial<Notice>): Notice => ({
  id: 1,
  kind: "booking.moved",
  bookingId: "a",
  data: {
    start: "2026-11-25T09:00:00Z",
    previousStart: "2026-11-24T09:00:00Z",
    service: "Cut",
  },
  at: "2026-11-23T10:00:00Z",
  read: false,
  business: { name: "Lotus", slug: "lotus", timeZone: "Europe/Berlin" },
  zone: "Asia/Tokyo",
  ...change,
});
const now = Date.parse("2026-11-23T12:00:00Z");

test("a customer reads in their language and on their clock what became of each appointment", () => {
  const told = {
    unread: 1,
    notices: [notice({ id: 2 }), notice({ kind: "booking.confirmed", read: true })],
  };
  const shown = showNotices(told, "en-GB", now);
  expect(shown).toMatchObject({
    unreadWords: "1 unread",
    days: [
      {
        label: "Today",
        things: [
          {
            text: "Cut at Lotus has moved",
            earlier: ["Cut at Lotus is confirmed"],
            unread: [2],
            bookingId: "a",
          },
        ],
      },
    ],
  });
  expect(shown.days[0]!.things[0]!.when.replaceAll("\u00a0", " ")).toBe(
    "Wed 25 Nov, 18:00 (Tokyo time) · 19:00",
  );
  const arabic = showNotices(told, "ar", now).days[0]!.things[0]!;
  expect(arabic.text).toBe("تم نقل Cut لدى Lotus");
});

test("another person at the same time is a change, not a move", () => {
  const same = notice({
    data: { start: "2026-11-25T09:00:00Z", previousStart: "2026-11-25T09:00:00Z" },
  });
  const [day] = showNotices({ unread: 0, notices: [same] }, "de", now).days;
  expect(day!.things[0]!.text).toBe("Ihr Termin bei Lotus hat sich geändert");
});
