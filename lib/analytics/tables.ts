import type { Desk } from "@/lib/members/schema";
import type { Figures, OpenMinutes } from "./schema";

export const TABLES = ["line", "services", "people", "rooms", "hours", "reasons"] as const;
export type TableName = (typeof TABLES)[number];

export const byWhom = { customer: "Customer", staff: "Business", system: "Daybook" } as const;

/** Bounds of the groups of lead times, in words. */
export const LEADS = [
  "Less than a day",
  "1 to 3 days",
  "3 to 7 days",
  "7 to 30 days",
  "30 days and more",
] as const;

/** One table of the figures as rows for a spreadsheet: plain numbers, amounts in the smallest unit, dates as text. */
export function tableRows(
  table: TableName,
  now: Figures,
  open: OpenMinutes,
  desk: Pick<Desk, "people" | "services">,
): (string | number | null)[][] {
  const nameOf = (list: { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? "";
  switch (table) {
    case "line":
      return [
        ["from", "bookings", "revenue_minor", "cancelled", "did_not_come"],
        ...now.series.map((row) => [
          row.date,
          row.bookings,
          row.revenueMinor,
          row.cancelled,
          row.noShows,
        ]),
      ];
    case "services":
      return [
        [
          "service",
          "bookings",
          "revenue_minor",
          "cancelled",
          "did_not_come",
          "page_views",
          "booked_online",
        ],
        ...now.services.map((row) => [
          nameOf(desk.services, row.id),
          row.bookings,
          row.revenueMinor,
          row.cancelled,
          row.noShows,
          row.views,
          row.bookedOnline,
        ]),
      ];
    case "people":
      return [
        [
          "person",
          "bookings",
          "revenue_minor",
          "cancelled",
          "did_not_come",
          "booked_minutes",
          "working_minutes",
        ],
        ...now.staff.map((row) => [
          nameOf(desk.people, row.id),
          row.bookings,
          row.revenueMinor,
          row.cancelled,
          row.noShows,
          row.minutes,
          open.staff[row.id] ?? null,
        ]),
      ];
    case "rooms":
      return [
        ["room", "booked_minutes", "open_minutes"],
        ...Object.entries(open.rooms).map(([id, room]) => [
          room.name,
          now.rooms.find((one) => one.id === id)?.minutes ?? 0,
          room.minutes,
        ]),
      ];
    case "hours":
      return [["weekday", "hour", "bookings"], ...now.hours];
    case "reasons":
      return [
        ["cancelled_by", "reason", "count"],
        ...now.reasons.map(({ by, reason, count }) => [byWhom[by], reason, count]),
      ];
  }
}
