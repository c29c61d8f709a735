import { currencyDigits } from "../format/index.ts";

/** A booking as it is read for the export. */
export interface ExportedBooking {
  id: string;
  status: string;
  contact_name: string;
  contact_email: string | null;
  contact_phone: string | null;
  party: number;
  price_minor: number | null;
  currency: string;
  note: string;
  staff_note: string;
  source: string;
  created_at: string;
  cancel_reason: string;
  appointments: {
    starts_at: string;
    ends_at: string;
    services: { name: string } | null;
    staff: { name: string } | null;
  };
}

const STATUS: Record<string, string> = {
  pending: "Waiting for an answer",
  confirmed: "Confirmed",
  completed: "Done",
  no_show: "Did not come",
  cancelled: "Cancelled",
  declined: "Declined",
};

const SOURCE: Record<string, string> = {
  public: "Online",
  staff: "At the desk",
  api: "Another program",
};

/** The heads of the columns; those of times name their zone. */
export function exportColumns(zone: string): { key: string; header: string }[] {
  const heads: Record<string, string> = {
    date: `Date (${zone})`,
    start: "Start",
    end: "End",
    customer: "Customer",
    email: "E-mail",
    phone: "Phone",
    people: "People",
    service: "Service",
    staff: "With",
    status: "Status",
    price: "Price",
    currency: "Currency",
    booked: `Booked (${zone})`,
    source: "Through",
    reason: "Reason",
    note: "Note of the customer",
    staffNote: "Note of the team",
    id: "Number",
  };
  return Object.entries(heads).map(([key, header]) => ({ key, header }));
}

/** One line of the export. Dates and times as a spreadsheet reads them in every language: 2026-11-25, 14:30. */
export function exportRow(row: ExportedBooking, zone: string): Record<string, string | number> {
  const [date, start] = clock(row.appointments.starts_at, zone);
  const [, end] = clock(row.appointments.ends_at, zone);
  const digits = currencyDigits(row.currency);
  return {
    date,
    start,
    end,
    customer: row.contact_name,
    email: row.contact_email ?? "",
    phone: row.contact_phone ?? "",
    people: row.party,
    service: row.appointments.services?.name ?? "",
    staff: row.appointments.staff?.name ?? "",
    status: STATUS[row.status] ?? row.status,
    price: row.price_minor === null ? "" : (row.price_minor / 10 ** digits).toFixed(digits),
    currency: row.currency,
    booked: clock(row.created_at, zone).join(" "),
    source: SOURCE[row.source] ?? row.source,
    reason: row.cancel_reason,
    note: row.note,
    staffNote: row.staff_note,
    id: row.id,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function clock(instant: string, zone: string): [date: string, time: string] {
  let format = formats.get(zone);
  if (!format) {
    // Swedish writes dates in the order of ISO 8601.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "short",
    });
    formats.set(zone, format);
  }
  const [date = "", time = ""] = format.format(new Date(instant)).split(" ");
  return [date, time];
}
