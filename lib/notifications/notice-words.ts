import { undoneBecause } from "../calendars/words.ts";

/** A notice of the bell, as the database hands it out. */
export interface Notice {
  id: number;
  kind: string;
  bookingId: string | null;
  data: {
    start?: string;
    previousStart?: string;
    who?: string;
    service?: string;
    business?: string;
    by?: string;
    status?: string;
    more?: number;
    /** How they answered a reminder. */
    way?: string;
    staffName?: string;
    /** Of a calendar: the account, and its connection. */
    account?: string;
    connectionId?: string;
    /** Why an entry was put back, and whether it had been deleted. */
    code?: string;
    deleted?: boolean;
    /** What kind of conflict: overlap, moved, deleted. */
    what?: string;
  };
  at: string;
  read: boolean;
  business: { name: string; slug: string; timeZone: string };
  /** The zone that the customer booked in. */
  zone: string | null;
}

export interface Notices {
  unread: number;
  notices: Notice[];
}

/** What a notice says to staff, without its time. */
export function staffNotice({ kind, data }: Pick<Notice, "kind" | "data">): string {
  const who = data.who || "Somebody";
  const more = data.more ? ` and ${data.more} more` : "";
  switch (kind) {
    case "booking.new":
      return data.status === "pending"
        ? `${who} asks for ${data.service ?? "an appointment"}${more}`
        : `${who} has booked ${data.service ?? "an appointment"}${more}`;
    case "booking.moved":
      return hasMoved(data)
        ? `The appointment of ${who}${more} has moved`
        : `The appointment of ${who}${more} has changed`;
    case "booking.cancelled":
      return data.by === "customer"
        ? `${who} has cancelled${more}`
        : `The appointment of ${who}${more} is cancelled`;
    case "booking.answered":
      return data.way === "link"
        ? `${who} says that they will come`
        : `${who} has confirmed by text message`;
    case "calendar.undone":
      return `${data.staffName ?? "Somebody"} ${data.deleted ? "deleted" : "changed"} ${appointmentOf(data)} in their own calendar. It was put back: ${undoneBecause(data.code)}`;
    case "calendar.conflict":
      return `To decide: ${clash(data)}${more}`;
    case "calendar.expired":
      return `${data.account ?? "A calendar"}${data.staffName ? ` of ${data.staffName}` : ""} has to be connected again`;
    default:
      return `News of ${who}`;
  }
}

function appointmentOf({ who, service }: Notice["data"]): string {
  return who ? `the appointment of ${who}` : (service ?? "an appointment");
}

function clash(data: Notice["data"]): string {
  const staff = data.staffName ?? "somebody";
  if (data.what === "moved") return `${staff} wants to move ${appointmentOf(data)}`;
  if (data.what === "deleted") return `${staff} has deleted ${appointmentOf(data)}`;
  return `${staff} has something else at the time of ${appointmentOf(data)}`;
}

/** Where a notice leads in the dashboard. */
export function noticePath({ kind, bookingId, data }: Pick<Notice, "kind" | "bookingId" | "data">) {
  if (kind === "calendar.conflict") return "/dashboard/calendars";
  if (kind === "calendar.expired" && data.connectionId) {
    return `/dashboard/calendars/${data.connectionId}`;
  }
  return bookingId ? `/dashboard/bookings/${bookingId}` : "/dashboard/notifications";
}

/** Another time; else something else about it is different. */
export function hasMoved({ start, previousStart }: Notice["data"]): boolean {
  return !start || !previousStart || Date.parse(start) !== Date.parse(previousStart);
}
