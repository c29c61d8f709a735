import { describe, expect, it } from "vitest";
import type { CalendarBooking } from "./entry.ts";
import { addToCalendarLinks } from "./links.ts";

const booking: CalendarBooking = {
  id: "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c",
  status: "confirmed",
  start: "2026-11-24T09:00:00Z",
  end: "2026-11-24T10:30:00Z",
  sequence: 0,
  service: { name: "Cut & colour + 50%" },
  staff: { name: "Mara #1" },
  customer: { name: "Clara" },
  business: { slug: "lotus", name: "Lotus Hair", address: "Str. 84/2", city: "Köln" },
};

describe("addToCalendarLinks", () => {
  const manage = "https://daybook.example/manage/a-b_c";
  const links = addToCalendarLinks(booking, manage);
  const query = (url: string) => new URL(url).searchParams;

  it("fills in Google", () => {
    const google = query(links.google);
    expect(google.get("text")).toBe("Cut & colour + 50% at Lotus Hair");
    expect(google.get("dates")).toBe("20261124T090000Z/20261124T103000Z");
    expect(google.get("location")).toBe("Lotus Hair, Str. 84/2, Köln");
    expect(google.get("details")).toBe(`With Mara #1\nChange or cancel: ${manage}`);
  });

  it("fills in both Outlooks alike", () => {
    for (const url of [links.outlook, links.office365]) {
      expect(query(url).get("startdt")).toBe("2026-11-24T09:00:00.000Z");
      expect(query(url).get("enddt")).toBe("2026-11-24T10:30:00.000Z");
      expect(query(url).get("subject")).toBe("Cut & colour + 50% at Lotus Hair");
    }
    expect(new URL(links.outlook).host).toBe("outlook.live.com");
    expect(new URL(links.office365).host).toBe("outlook.office.com");
  });

  it("fills in Yahoo", () => {
    expect(query(links.yahoo).get("st")).toBe("20261124T090000Z");
    expect(query(links.yahoo).get("et")).toBe("20261124T103000Z");
    expect(query(links.yahoo).get("in_loc")).toBe("Lotus Hair, Str. 84/2, Köln");
  });

  it("writes spaces as per cent signs and leaves out what there is none of", () => {
    expect(Object.values(links).join("")).not.toMatch(/[+ ]/);
    const nowhere = { ...booking, business: { ...booking.business, address: "", city: "" } };
    expect(new URL(addToCalendarLinks(nowhere).google).searchParams.has("location")).toBe(false);
  });

  it("survives half a character and a hostile name", () => {
    const odd = { ...booking, service: { name: "\ud83d&dates=1\r\n" } };
    const { searchParams } = new URL(addToCalendarLinks(odd).google);
    expect(searchParams.getAll("dates")).toHaveLength(1);
    expect(searchParams.get("text")).toBe("\ufffd&dates=1 at Lotus Hair");
  });
});
