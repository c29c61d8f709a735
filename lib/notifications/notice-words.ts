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
    default:
      return `News of ${who}`;
  }
}

/** Another time; else something else about it is different. */
export function hasMoved({ start, previousStart }: Notice["data"]): boolean {
  return !start || !previousStart || Date.parse(start) !== Date.parse(previousStart);
}
