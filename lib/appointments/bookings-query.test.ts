import { describe, expect, test } from "vitest";
import { boundsOf, readBookingsFilter, writeBookingsFilter } from "./bookings-query";

const read = (text: string) => {
  const params = new URLSearchParams(text);
  return readBookingsFilter((name) => params.get(name));
};

describe("the URL of the bookings table", () => {
  test("comes back as it was written", () => {
    const text =
      "?q=Elif&when=past&from=2026-01-02&to=2026-01-03&status=pending,cancelled&staff=50000000-0000-4000-8000-000000000002&service=5e000000-0000-4000-8000-000000000001&sort=booked&page=3";
    expect(writeBookingsFilter(read(text))).toBe(text);
  });
  test("falls back where it makes no sense", () => {
    expect(
      read("when=soon&from=1.2.2026&status=broken&page=-4&q=%20%20&staff=jonas&sort=price"),
    ).toEqual({
      search: "",
      period: "upcoming",
      from: null,
      to: null,
      status: [],
      staff: [],
      service: [],
      sort: null,
      page: 1,
    });
    expect(writeBookingsFilter(read(""))).toBe("");
  });
});

describe("what a filter means", () => {
  const zone = "Asia/Kathmandu";
  const midnight = Date.UTC(2026, 6, 17, 18, 15);
  test("upcoming is from the beginning of the business's day", () => {
    expect(boundsOf(read(""), zone, "2026-07-18")).toMatchObject({
      from: midnight,
      to: null,
      sort: "when",
    });
  });
  test("past ends there, newest first", () => {
    expect(boundsOf(read("when=past"), zone, "2026-07-18")).toMatchObject({
      from: null,
      to: midnight,
      sort: "latest",
    });
  });
  test("dates stand above the period and include their last day", () => {
    expect(boundsOf(read("when=past&from=2026-07-18&to=2026-07-18"), zone, "2026-11-01")).toEqual({
      from: midnight,
      to: midnight + 86_400_000,
      sort: "when",
      statuses: ["pending", "confirmed", "completed", "no_show", "cancelled", "declined"],
    });
  });
  test("called off is cancelled or declined", () => {
    expect(boundsOf(read("status=cancelled"), zone, "2026-07-18").statuses).toEqual([
      "cancelled",
      "declined",
    ]);
  });
});
