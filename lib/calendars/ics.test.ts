import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { CalendarBooking } from "./entry.ts";
import { bookingCalendar, type CalendarMethod } from "./ics.ts";

const now = new Date("2026-11-23T08:00:00Z");

function booking(change: Partial<CalendarBooking> = {}): CalendarBooking {
  return {
    id: "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c",
    status: "confirmed",
    start: "2026-11-24T09:00:00.000Z",
    end: "2026-11-24T10:00:00.000Z",
    sequence: 0,
    service: { name: "Cut and finish" },
    staff: { name: "Mara Vogt" },
    customer: { name: "Clara Nowak", email: "clara@mail.example" },
    business: {
      slug: "lotus-hair",
      name: "Lotus Hair",
      address: "Oranienstrasse 84",
      city: "Berlin",
      phone: "+49 30 5550142",
      email: "hello@lotus-hair.example",
    },
    ...change,
  };
}

function write(change: Partial<CalendarBooking> = {}, method: CalendarMethod = "REQUEST") {
  return bookingCalendar({
    booking: booking(change),
    method,
    appUrl: "https://daybook.example",
    manageUrl: "https://daybook.example/manage/abc",
    organizer: "bookings@daybook.example",
    now,
  });
}

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent");
  const [event] = events;
  if (!event) throw new Error("no event");
  return { calendar, events, event: new ICAL.Event(event), raw: event };
}

describe("bookingCalendar", () => {
  it("says when, what, where and how to change it", () => {
    const { calendar, event, raw } = read(write());
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(event.uid).toBe("0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c@daybook");
    expect(event.startDate.toJSDate().toISOString()).toBe("2026-11-24T09:00:00.000Z");
    expect(event.endDate.toJSDate().toISOString()).toBe("2026-11-24T10:00:00.000Z");
    expect(event.startDate.zone.tzid).toBe("UTC");
    expect(event.summary).toBe("Cut and finish at Lotus Hair");
    expect(event.location).toBe("Lotus Hair, Oranienstrasse 84, Berlin");
    expect(event.description).toBe(
      "With Mara Vogt\nPhone: +49 30 5550142\nChange or cancel: https://daybook.example/manage/abc",
    );
    expect(raw.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(raw.getFirstPropertyValue("dtstamp")?.toString()).toBe("2026-11-23T08:00:00Z");
    expect(event.organizer.toLowerCase()).toBe("mailto:bookings@daybook.example");
    expect(event.attendees).toHaveLength(1);
    expect(event.attendees[0]?.getParameter("partstat")).toBe("ACCEPTED");
    expect(event.attendees[0]?.getFirstValue()?.toString().toLowerCase()).toBe(
      "mailto:clara@mail.example",
    );
  });

  it("keeps the UID and raises the sequence through a move and a cancellation", () => {
    const first = read(write());
    const moved = read(write({ sequence: 1, start: "2026-11-25T09:00:00Z" }));
    const ended = read(write({ sequence: 2, status: "cancelled" }, "CANCEL"));
    expect([moved.event.uid, ended.event.uid]).toEqual([first.event.uid, first.event.uid]);
    expect([first, moved, ended].map(({ event }) => event.sequence)).toEqual([0, 1, 2]);
    expect(ended.calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(ended.raw.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  it("publishes without attendees, and without an organizer when nobody is known", () => {
    const { event, raw } = read(write({}, "PUBLISH"));
    expect(event.attendees).toEqual([]);
    expect(raw.getFirstPropertyValue("organizer")).toBe("mailto:bookings@daybook.example");
    const quiet = booking();
    quiet.business.email = null;
    const bare = read(
      bookingCalendar({ booking: quiet, method: "PUBLISH", appUrl: "https://d.example", now }),
    );
    expect(bare.raw.getFirstPropertyValue("organizer")).toBeNull();
    expect(bare.raw.getFirstPropertyValue("url")).toBe("https://d.example/lotus-hair");
  });

  it("marks what is not yet confirmed", () => {
    expect(read(write({ status: "pending" })).raw.getFirstPropertyValue("status")).toBe(
      "TENTATIVE",
    );
  });

  it.each([
    "Eve\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    'Eve";X-EVIL=1:mailto:x@y.z',
    "Back\\slash; semi, comma: colon",
    "مريم الهاشمي",
    "\u202eevE",
    "👩‍🎨 Zoë ".repeat(9),
    "line\u2028separator\u0085here",
    "tab\tbell\u0007nul\u0000",
  ])("cannot be broken by the name %j", (name) => {
    const text = write({
      service: { name },
      staff: { name },
      customer: { name, email: "clara@mail.example" },
      business: { ...booking().business, name, address: name, city: name, phone: name },
    });
    const { events, event, calendar } = read(text);
    expect(events).toHaveLength(1);
    expect(calendar.getAllSubcomponents()).toHaveLength(1);
    expect(event.uid).toBe("0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c@daybook");
    expect(event.attendees).toHaveLength(1);
    expect(event.attendees[0]?.getParameter("x-evil")).toBeUndefined();
    expect(event.attendees[0]?.getFirstValue()?.toString().toLowerCase()).toBe(
      "mailto:clara@mail.example",
    );
    expect(event.summary).not.toMatch(/[\r\n\u202a-\u202e]/);
    // A content line is at most 75 octets, and every break is CRLF.
    const lines = text.split("\r\n");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it("keeps every letter of an honest name", () => {
    const name = "Zoë O'Brien; Ltd, 美容室 👩‍🎨";
    const { event } = read(write({ business: { ...booking().business, name } }));
    expect(event.summary).toBe(`Cut and finish at ${name}`);
  });
});
