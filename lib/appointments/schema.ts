import { z } from "zod";
import type { BookingStatus } from "@/lib/bookings/schema";
import type { Question } from "@/lib/business/schema";

/** A booking as the calendar shows it: who, and how it stands. */
export interface CalendarBooking {
  id: string;
  status: BookingStatus;
  name: string;
  party: number;
}

/** What one appointment looks like from the outside; see stateOf in rules.ts. */
export type AppointmentState =
  | "held"
  | "pending"
  | "confirmed"
  | "completed"
  | "no_show"
  | "cancelled";

/** One block of the calendar. Instants are ISO in UTC, buffers are minutes. */
export interface CalendarAppointment {
  id: string;
  start: string;
  end: string;
  bufferBefore: number;
  bufferAfter: number;
  capacity: number;
  seatsTaken: number;
  serviceId: string;
  staffId: string;
  /** The appointment that this one assists; its bookings are shown here too. */
  assists: string | null;
  state: AppointmentState;
  bookings: CalendarBooking[];
}

/** One line of a booking's history, as the business sees it. */
export interface TrailEntry {
  id: number;
  kind: string;
  actor: "customer" | "staff" | "system";
  /** The colleague's name, where one acted. */
  actorName: string;
  at: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  note: string;
}

/** A message about a booking; only managers see them. */
export interface TrailMessage {
  id: string;
  kind: string;
  recipient: string;
  status: string;
  dueAt: string;
  sentAt: string | null;
}

/** Another part of a visit of several services. */
export interface VisitPart {
  id: string;
  status: BookingStatus;
  service: string;
  staff: string;
  start: string;
  end: string;
}

export interface RosterBooking {
  id: string;
  status: BookingStatus;
  name: string;
  email: string | null;
  phone: string | null;
  party: number;
  note: string;
  /** What colleagues tell each other. */
  staffNote: string;
  answers: { label: string; answer: string }[];
  /** The same as they are stored, by question id. */
  rawAnswers: Record<string, string | boolean>;
  /** Rises with every change: what an editor has seen. */
  sequence: number;
  /** It repeats: the other bookings of the series carry the same id. */
  seriesId: string | null;
  /** The other parts of its visit, by time. */
  visit: VisitPart[];
  customerId: string | null;
  /** How often this customer did not come, other than to this one. */
  noShows: number;
  priceMinor: number | null;
  currency: string;
  staffChoice: string;
  source: string;
  createdAt: string;
  cancelReason: string;
  cancelledBy: string | null;
  /** When the customer has answered a reminder that they will come; null = they have not. */
  comesSince: string | null;
  trail: TrailEntry[];
  messages: TrailMessage[];
}

/** Everything about one appointment, for the sheet beside the calendar. */
export interface AppointmentDetail {
  id: string;
  start: string;
  end: string;
  bufferBefore: number;
  bufferAfter: number;
  capacity: number;
  seatsTaken: number;
  service: { id: string; name: string; questions: Question[] };
  staff: { id: string; name: string; hue: number };
  /** Whether the person who looks may change these bookings. */
  mayAct: boolean;
  bookings: RosterBooking[];
}

/** A row of the bookings table. */
export interface BookingRow {
  id: string;
  appointmentId: string;
  status: BookingStatus;
  name: string;
  email: string | null;
  phone: string | null;
  party: number;
  priceMinor: number | null;
  currency: string;
  createdAt: string;
  start: string;
  end: string;
  serviceId: string;
  staffId: string;
}

const localDate = z.iso.date();

/** The query of GET /api/dashboard/calendar: local dates of the business, `to` exclusive. */
export const calendarWindow = z.object({ from: localDate, to: localDate });

/** The body of the action that takes a booking one step. */
export const statusChange = z.object({
  businessId: z.uuid(),
  bookingId: z.uuid(),
  to: z.enum(["confirmed", "declined", "cancelled", "completed", "no_show"]),
  reason: z.string().trim().max(500).default(""),
});
export type StatusChange = z.input<typeof statusChange>;
