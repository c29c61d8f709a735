import type { BookingStatus } from "../bookings/schema.ts";
import { addDays } from "../scheduling/calendar.ts";
import { isDate, startOfDate } from "./rules.ts";

export const PERIODS = ["upcoming", "past", "all"] as const;
export type Period = (typeof PERIODS)[number];

/** Statuses that can be asked for; the last stands for everything that was called off. */
export const STATUS_CHOICES = [
  "pending",
  "confirmed",
  "completed",
  "no_show",
  "cancelled",
] as const;
export type StatusChoice = (typeof STATUS_CHOICES)[number];

/** Orders of the table; without one, the period decides. */
export const SORTS = ["when", "latest", "customer", "booked"] as const;
export type Sort = (typeof SORTS)[number];

/** What the bookings table shows; it is all in the URL. */
export interface BookingsFilter {
  search: string;
  period: Period;
  /** Local dates of the business, both included; they stand above the period. */
  from: string | null;
  to: string | null;
  /** Empty = all. */
  status: StatusChoice[];
  /** Ids; empty = all. */
  staff: string[];
  service: string[];
  sort: Sort | null;
  /** From 1, as people count. */
  page: number;
}

const MAX_PAGE = 10_000;
/** People or services that an address names at once. */
const MAX_NAMED = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the table's URL; whatever makes no sense falls back.
 * @param get one parameter's value
 */
export function readBookingsFilter(
  get: (name: string) => string | null | undefined,
): BookingsFilter {
  const date = (name: string) => {
    const value = get(name) ?? "";
    return isDate(value) ? value : null;
  };
  const list = (name: string) => (get(name) ?? "").split(",");
  const ids = (name: string) =>
    list(name)
      .filter((id) => UUID.test(id))
      .slice(0, MAX_NAMED);
  const wanted = list("status");
  const page = Number(get("page") ?? 1);
  return {
    search: (get("q") ?? "").trim().slice(0, 100),
    period: PERIODS.find((one) => one === get("when")) ?? "upcoming",
    from: date("from"),
    to: date("to"),
    status: STATUS_CHOICES.filter((one) => wanted.includes(one)),
    staff: ids("staff"),
    service: ids("service"),
    sort: SORTS.find((one) => one === get("sort")) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  };
}

/** Writes a filter as a query, leaving out what goes without saying. */
export function writeBookingsFilter(filter: BookingsFilter): string {
  const params = new URLSearchParams();
  if (filter.search) params.set("q", filter.search);
  if (filter.period !== "upcoming") params.set("when", filter.period);
  if (filter.from) params.set("from", filter.from);
  if (filter.to) params.set("to", filter.to);
  if (filter.status.length > 0) params.set("status", filter.status.join(","));
  for (const name of ["staff", "service"] as const) {
    if (filter[name].length > 0) params.set(name, filter[name].join(","));
  }
  if (filter.sort) params.set("sort", filter.sort);
  if (filter.page > 1) params.set("page", String(filter.page));
  const text = params.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/**
 * The instants, statuses and order that a filter means.
 * @param today the business's local date
 * @returns instants as epoch milliseconds, `[from, to)`; null = open
 */
export function boundsOf(
  filter: BookingsFilter,
  zone: string,
  today: string,
): { from: number | null; to: number | null; sort: Sort; statuses: BookingStatus[] } {
  const dated = filter.from !== null || filter.to !== null;
  const from = dated ? filter.from : filter.period === "upcoming" ? today : null;
  const to = dated ? filter.to && addDays(filter.to, 1) : filter.period === "past" ? today : null;
  const all: BookingStatus[] = [
    "pending",
    "confirmed",
    "completed",
    "no_show",
    "cancelled",
    "declined",
  ];
  const chosen = filter.status.flatMap((one): BookingStatus[] =>
    one === "cancelled" ? ["cancelled", "declined"] : [one],
  );
  return {
    from: from ? startOfDate(zone, from) : null,
    to: to ? startOfDate(zone, to) : null,
    sort: filter.sort ?? (!dated && filter.period !== "upcoming" ? "latest" : "when"),
    statuses: chosen.length > 0 ? chosen : all,
  };
}
