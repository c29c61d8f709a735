import { describe, expect, it } from "vitest";
import { type ExportedBooking, exportColumns, exportRow } from "./export-rules.ts";

const booking: ExportedBooking = {
  id: "b1",
  status: "no_show",
  contact_name: "Ada",
  contact_email: null,
  contact_phone: "+49301234567",
  party: 2,
  price_minor: 5800,
  currency: "EUR",
  note: "",
  staff_note: "Brings a dog",
  source: "staff",
  created_at: "2026-11-20T23:30:00Z",
  cancel_reason: "",
  appointments: {
    starts_at: "2026-11-25T13:30:00Z",
    ends_at: "2026-11-25T14:15:00Z",
    services: { name: "Cut" },
    staff: { name: "Jonas" },
  },
};

describe("exportRow", () => {
  it("tells times as the business's clocks read, and the date that goes with them", () => {
    expect(exportRow(booking, "Asia/Kathmandu")).toMatchObject({
      date: "2026-11-25",
      start: "19:15",
      end: "20:00",
      booked: "2026-11-21 05:15",
    });
  });

  it("writes prices in the currency's own digits, and none where there is none", () => {
    expect(exportRow(booking, "UTC").price).toBe("58.00");
    expect(exportRow({ ...booking, currency: "JPY" }, "UTC").price).toBe("5800");
    expect(exportRow({ ...booking, currency: "KWD" }, "UTC").price).toBe("5.800");
    expect(exportRow({ ...booking, price_minor: null }, "UTC").price).toBe("");
  });

  it("has a head for every field, and says which clocks are meant", () => {
    const columns = exportColumns("Europe/Berlin");
    expect(columns.map(({ key }) => key)).toEqual(Object.keys(exportRow(booking, "UTC")));
    expect(columns[0]!.header).toContain("Europe/Berlin");
  });

  it("says states and sources in words", () => {
    expect(exportRow(booking, "UTC")).toMatchObject({
      status: "Did not come",
      source: "At the desk",
    });
  });
});
