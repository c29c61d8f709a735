/**
 * The parsed slot query: what the engine computes with. Built by parseSlotQuery from JSON.
 * Instants are epoch milliseconds, durations whole minutes, local dates are day numbers
 * (days since 1970-01-01 on the calendar, without a zone).
 */
export interface SlotQuery {
  readonly now: number;
  /** Starts with `from <= start < to` are wanted. */
  readonly from: number;
  readonly to: number;
  readonly partySize: number;
  readonly service: Service;
  readonly staff: readonly Staff[];
  readonly resources: readonly Resource[];
  /** Starts of this service's appointments with anyone, for the service's own limits. */
  readonly serviceBookings: readonly ServiceBooking[];
  /** Ids of busy times, sessions and bookings that count as free (time-rules 15). */
  readonly except: readonly string[];
  readonly ignore: Ignore;
}

/** What a booking made by the business may pass over (time-rules 16). */
export interface Ignore {
  readonly notice: boolean;
  /** The furthest day ahead, and the service's first and last bookable dates. */
  readonly horizon: boolean;
  /** Opening hours, closures, time off and the service's hours; the grid outside hours is the clock's. */
  readonly hours: boolean;
  readonly limits: boolean;
}

export interface Service {
  readonly durationMin: number;
  readonly stepMin: number;
  readonly align: Align;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly minNoticeMin: number;
  readonly maxAdvanceDays: number | null;
  readonly fillGaps: boolean;
  readonly capacity: number;
  readonly staffRequired: number;
  /** The zone of `hours`, `bookableFrom`, `bookableUntil` and `limits`. */
  readonly timeZone: string | null;
  /** Seven lists, Monday first; null leaves the staff's hours as they are. */
  readonly hours: Weekly | null;
  readonly bookableFrom: number | null;
  readonly bookableUntil: number | null;
  readonly limits: Limits | null;
  readonly resources: readonly ResourceNeed[];
}

export type Align = "opening" | "clock";

/** Hours of one date: wall-clock minutes since its midnight; past midnight the end exceeds 1440. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Index 0 is Monday. */
export type Weekly = readonly (readonly Interval[])[];

/** Half-open, in epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Staff {
  readonly id: string;
  readonly timeZone: string;
  readonly weekly: Weekly;
  readonly seasons: readonly Season[];
  readonly patterns: readonly Pattern[];
  readonly overrides: readonly Override[];
  readonly closures: readonly Closure[];
  readonly timeOff: readonly TimeOff[];
  readonly busy: readonly Busy[];
  readonly sessions: readonly Session[];
  readonly limits: Limits | null;
  /** This person's own figures for the service; null takes the service's. */
  readonly durationMin: number | null;
  readonly bufferBeforeMin: number | null;
  readonly bufferAfterMin: number | null;
}

/** Both dates inclusive. */
export interface Season {
  readonly from: number;
  readonly to: number;
  readonly weekly: Weekly;
}

export interface Pattern {
  readonly rule: RecurrenceRule;
  readonly from: number;
  readonly to: number | null;
  readonly hours: Interval;
}

/** An RRULE over dates, as parseRecurrence reads it. */
export interface RecurrenceRule {
  readonly freq: "daily" | "weekly" | "monthly" | "yearly";
  readonly interval: number;
  readonly count: number | null;
  readonly until: number | null;
  /** 0 is Monday. */
  readonly weekStart: number;
  readonly byMonth: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  /** `nth` 0 is every such weekday of the period. */
  readonly byDay: readonly { readonly weekday: number; readonly nth: number }[];
  readonly bySetPos: readonly number[];
}

export interface Override {
  readonly date: number;
  readonly intervals: readonly Interval[];
  readonly name: string | null;
}

export interface Closure {
  readonly from: number;
  readonly to: number;
  readonly name: string | null;
}

export interface TimeOff extends Span {
  readonly name: string | null;
}

export interface Busy extends Span {
  readonly id: string | null;
  readonly label: string | null;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** Counts towards limits. */
  readonly booking: boolean;
}

/**
 * A session of this very service. Figures of its own are those it was made with, before the service's
 * changed; null takes those that the person gives the service now.
 */
export interface Session {
  readonly id: string | null;
  readonly start: number;
  readonly seatsTaken: number;
  readonly capacity: number | null;
  readonly durationMin: number | null;
  readonly bufferBeforeMin: number | null;
  readonly bufferAfterMin: number | null;
}

export interface Limits {
  readonly perDay: number | null;
  readonly perWeek: number | null;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekStartsOn: number;
}

export interface ServiceBooking {
  readonly id: string | null;
  readonly start: number;
}

export interface ResourceNeed {
  readonly id: string;
  readonly quantity: number;
}

export interface Resource {
  readonly id: string;
  readonly quantity: number;
  readonly busy: readonly ResourceBusy[];
}

/**
 * Use of a resource, buffers included. With `unit` it is that one of the things (1 … quantity);
 * without, it is `units` of them, whichever.
 */
export interface ResourceBusy extends Span {
  readonly id: string | null;
  readonly label: string | null;
  readonly units: number;
  readonly unit: number | null;
}

/** A start that may be booked: epoch milliseconds, the ids free then (sorted), the seats left. */
export interface Slot {
  readonly start: number;
  readonly staff: readonly string[];
  readonly seatsLeft: number;
}
