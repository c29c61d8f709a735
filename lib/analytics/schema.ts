/** Figures of a period, as the database function analytics tells them; money in the business's smallest unit. */
export interface Figures {
  unit: "day" | "week" | "month";
  totals: {
    /** Bookings that took or take place, and those that did not come. */
    bookings: number;
    people: number;
    revenueMinor: number;
    /** Bookings that were priced in another currency, and are not in the revenue. */
    foreignMoney: number;
    /** Bookings whose time has passed. */
    due: number;
    noShows: number;
    cancelled: number;
    declined: number;
    /** Between booking and start, half of them more; null without any. */
    leadMedianMin: number | null;
    newCustomers: number;
    returningCustomers: number;
    views: number;
    bookedOnline: number;
  };
  series: {
    date: string;
    bookings: number;
    revenueMinor: number;
    cancelled: number;
    noShows: number;
  }[];
  services: (Line & { views: number; bookedOnline: number })[];
  staff: (Line & { minutes: number })[];
  rooms: { id: string; minutes: number }[];
  /** ISO weekday, hour of the day, starts. */
  hours: [number, number, number][];
  /** Booked less than a day, 3 days, a week, 30 days before; and longer. */
  lead: number[];
  reasons: { by: "customer" | "staff" | "system"; reason: string; count: number }[];
}

interface Line {
  id: string;
  bookings: number;
  revenueMinor: number;
  cancelled: number;
  noShows: number;
}

/** Minutes that people and rooms were there for, by id. */
export interface OpenMinutes {
  staff: Record<string, number>;
  rooms: Record<string, { name: string; minutes: number }>;
}
