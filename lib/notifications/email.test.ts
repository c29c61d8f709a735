import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { manageToken } from "../bookings/token.ts";
import type { Email } from "./channels/port.ts";
import { composeEmail } from "./email.ts";
import { booking, claimed, settings } from "./testing/claimed.ts";

const now = new Date("2026-11-20T08:00:00Z");

async function compose(...row: Parameters<typeof claimed>): Promise<Email> {
  const composed = await composeEmail(claimed(...row), settings, now);
  if (!composed.ok) throw new Error(composed.error);
  return composed.message;
}

const read = (text: string) => text.replaceAll("\u00a0", " ");

function calendarOf({ calendars = [] }: Email, index = 0) {
  const root = new ICAL.Component(ICAL.parse(calendars[index]?.content ?? ""));
  const raw = root.getFirstSubcomponent("vevent");
  if (!raw) throw new Error("no event");
  return { method: root.getFirstPropertyValue("method"), event: new ICAL.Event(raw), raw };
}

describe("the confirmation", () => {
  it("says everything, in the recipient's zone and in the business's", async () => {
    const email = await compose("booking.confirmed", "customer");
    const link = `https://daybook.example/manage/${await manageToken(settings.tokenSecret, booking.id)}`;
    expect(read(email.subject)).toBe(
      "Your appointment at Lotus Hair: Tue 24 Nov, 04:00 (New York time)",
    );
    expect(read(email.text).replace(link, "LINK")).toMatchInlineSnapshot(`
      "Your appointment is booked

      Lotus Hair is looking forward to seeing you.

      When:  Tuesday 24 November 2026
             04:00–05:00
             New York time, GMT-5
             At Lotus Hair: Tue 24 Nov, 10:00, Berlin time, GMT+1
      What:  Cut and finish
      With:  Mara Vogt
      Where: Lotus Hair
             Oranienstrasse 84
             Berlin
      Price: €58

      Change or cancel:
      LINK

      You can move or cancel it online until Mon 23 Nov, 04:00 (New York time).

      Questions? Call +49 30 5550142 or answer this e-mail.

      Please cancel at least 24 hours ahead.

      -- 
      Lotus Hair
      You get this e-mail because this address was given for an appointment at Lotus Hair.
      "
    `);
    expect(email.text).toContain(link);
    expect(email.html).toContain(`href="${link}"`);
    expect(email).toMatchObject({
      id: "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21",
      from: { name: "Lotus Hair", address: "bookings@daybook.example" },
      to: "clara@mail.example",
      replyTo: "hello@lotus-hair.example",
    });
  });

  it("says one clock only where both are the same", async () => {
    const email = await compose("booking.confirmed", "customer", {
      booking: { timeZone: "Europe/Paris" },
    });
    expect(email.text).toContain("Paris time, GMT+1");
    expect(email.text).not.toContain("Berlin time");
  });

  it("names which of two one o'clocks it is", async () => {
    const email = await compose("booking.confirmed", "customer", {
      booking: { start: "2026-11-01T06:00:00Z", end: "2026-11-01T06:30:00Z" },
    });
    expect(read(email.text)).toContain("01:00 EST");
  });

  it("invites the calendar", async () => {
    const email = await compose("booking.confirmed", "customer", { booking: { sequence: 3 } });
    const { method, event, raw } = calendarOf(email);
    expect(email.calendars?.map((file) => file.method)).toEqual(["REQUEST"]);
    expect(method).toBe("REQUEST");
    expect(event.uid).toBe(`${booking.id}@daybook`);
    expect(event.sequence).toBe(3);
    expect(event.organizer.toLowerCase()).toBe("mailto:bookings@daybook.example");
    expect(raw.getFirstPropertyValue("status")).toBe("CONFIRMED");
  });

  it("is the same again when it is tried again", async () => {
    const first = await compose("booking.confirmed", "customer");
    const later = await composeEmail(
      claimed("booking.confirmed", "customer", { row: { attempt: 4 } }),
      settings,
      new Date("2026-11-20T08:31:00Z"),
    );
    expect(later).toMatchObject({ ok: true, message: first });
  });

  it("is one letter for a visit or a series, with a calendar file for each booking", async () => {
    const other = {
      ...booking,
      id: "1c6d2f6e-4c1b-4d47-8e1b-1e8f9b2a3c4d",
      start: "2026-12-01T09:00:00Z",
      end: "2026-12-01T10:00:00Z",
      staff: { name: "Jonas Weber" },
    };
    const email = await compose("booking.confirmed", "customer", { data: { others: [other] } });
    expect(read(email.subject)).toBe(
      "Your appointment at Lotus Hair: Tue 24 Nov, 04:00 (New York time) and 1 more",
    );
    expect(read(email.text)).toContain(
      "Also:  Tue 1 Dec, 04:00–05:00: Cut and finish, Jonas Weber",
    );
    expect(read(email.text)).toContain("Price: €116");
    expect(email.calendars).toHaveLength(2);
    expect(calendarOf(email, 0).event.uid).toBe(`${booking.id}@daybook`);
    expect(calendarOf(email, 1).event.uid).toBe(`${other.id}@daybook`);
    expect(calendarOf(email, 1).event.description).toContain(
      await manageToken(settings.tokenSecret, other.id),
    );
  });

  it("says what can still be changed", async () => {
    const late = await composeEmail(
      claimed("booking.confirmed", "customer"),
      settings,
      new Date("2026-11-23T09:00:00Z"),
    );
    expect(late.ok && late.message.text).toContain("too close to be changed online");
    const email = await compose("booking.confirmed", "customer", {
      booking: { moveUntil: "2026-11-19T09:00:00Z" },
    });
    expect(read(email.text)).toContain(
      "You can cancel it online until Mon 23 Nov, 04:00 (New York time).",
    );
  });

  it("leaves out what there is none of", async () => {
    const email = await compose("booking.confirmed", "customer", {
      booking: {
        priceMinor: null,
        business: { ...booking.business, address: "", city: "", phone: null, email: null },
      },
    });
    expect(email.text).not.toMatch(/Price|Where|Questions/);
    expect(email.replyTo).toBeUndefined();
  });

  it("falls back to English with British dates", async () => {
    for (const locale of ["pl-PL", "xx", "not a locale", ""]) {
      const email = await compose("booking.confirmed", "customer", { booking: { locale } });
      expect(email.text).toContain("Tuesday 24 November 2026");
      expect(email.html).toContain('<html lang="en"');
    }
  });
});

describe("the other messages", () => {
  it("moves: the new time, the old one, and the calendar", async () => {
    const data = {
      start: "2026-11-25T09:00:00Z",
      end: "2026-11-25T10:00:00Z",
      sequence: 1,
      previousStart: booking.start,
      previousEnd: booking.end,
    };
    const email = await compose("booking.moved", "customer", { data });
    expect(read(email.subject)).toContain("Wed 25 Nov, 04:00");
    expect(read(email.text)).toContain("Before: Tue 24 Nov, 04:00 (New York time)");
    // The cut-off moves with the start.
    expect(read(email.text)).toContain("until Tue 24 Nov, 04:00 (New York time)");
    expect(calendarOf(email).event.sequence).toBe(1);
    expect(calendarOf(email).event.startDate.toString()).toBe("2026-11-25T09:00:00Z");

    const waiting = await compose("booking.moved", "customer", {
      data: { ...data, status: "pending" },
    });
    expect(waiting.calendars).toBeUndefined();
    expect(waiting.text).toContain("not confirmed yet");

    const staff = await compose("booking.moved", "staff", { data });
    expect(read(staff.subject)).toBe("Moved: Clara Nowak, Wed 25 Nov, 10:00 (Berlin time)");
  });

  it("changes at the same time say what was before, and nothing of a move", async () => {
    const same = { previousStart: booking.start, previousEnd: booking.end };
    const before = { ...same, previousStaff: "Jonas", previousService: "Wash", previousParty: 2 };
    for (const audience of ["customer", "staff"] as const) {
      const email = await compose("booking.moved", audience, { data: before });
      expect(email.text).toMatch(/appointment has changed/);
      expect(read(email.text)).toMatch(/Before: +Wash\n +Jonas\n +for 2 people/);
      expect(email.subject + email.text).not.toMatch(/moved|new time/i);
      const plain = await compose("booking.moved", audience, {
        data: { ...same, previousStaff: "Mara Vogt", previousService: "Cut and finish" },
      });
      expect(plain.text).not.toContain("Before:");
    }
    const longer = await compose("booking.moved", "staff", {
      data: { ...same, previousEnd: "2026-11-24T09:30:00Z" },
    });
    expect(read(longer.text)).toMatch(/Before: +10:00–10:30/);
  });

  it("cancels: whose doing, why, and out of the calendar", async () => {
    const data = { sequence: 2, status: "cancelled", by: "staff", reason: "Mara is ill.\nSorry!" };
    const email = await compose("booking.cancelled", "customer", { data });
    expect(email.text).toContain("Message:\n> Mara is ill.\n> Sorry!");
    expect(email.text).toContain("Book another time:\nhttps://daybook.example/lotus-hair");
    const { method, event, raw } = calendarOf(email);
    expect([method, event.sequence, raw.getFirstPropertyValue("status")]).toEqual([
      "CANCEL",
      2,
      "CANCELLED",
    ]);
    const own = await compose("booking.cancelled", "customer", {
      data: { ...data, by: "customer" },
    });
    expect(own.text).not.toContain("ill");
    const staff = await compose("booking.cancelled", "staff", {
      data: { ...data, by: "customer" },
    });
    expect(staff.text).toContain("Clara Nowak has cancelled.");
    expect(staff.replyTo).toBe("clara@mail.example");
    expect(staff.calendars).toBeUndefined();
  });

  it("requests and declines stay out of the calendar", async () => {
    const requested = await compose("booking.requested", "customer", {
      booking: { status: "pending" },
    });
    expect(requested.calendars).toBeUndefined();
    expect(requested.text).toContain("It is not confirmed yet");
    const declined = await compose("booking.declined", "customer", {
      data: { status: "declined", reason: null },
    });
    expect(declined.calendars).toBeUndefined();
    expect(declined.text).not.toContain("Message:");
  });

  it("asks for a word, and says until when the time is kept", async () => {
    const pending = { status: "pending", decideBy: "2026-11-22T10:00:00Z" };
    const until = "Sun 22 Nov, 05:00 (New York time)";
    const verify = await compose("booking.verify", "customer", { booking: pending });
    expect(read(verify.text)).toContain(`kept for you until ${until}`);
    expect(verify.text).toContain("Confirm the appointment:\nhttps://daybook.example/manage/");
    expect(verify.calendars).toBeUndefined();
    const requested = await compose("booking.requested", "customer", { booking: pending });
    expect(read(requested.text)).toContain(`Without an answer by ${until}`);
    const staff = await compose("booking.new", "staff", { booking: pending });
    expect(read(staff.text)).toContain("at most until Sun 22 Nov, 11:00 (Berlin time)");
  });

  it("says whose silence ended a request", async () => {
    const data = { status: "expired", sequence: 1 };
    const business = await compose("booking.expired", "customer", { data });
    expect(business.text).toContain("Lotus Hair did not answer your request in time");
    const own = await compose("booking.expired", "customer", {
      data,
      booking: { service: { ...booking.service, confirmation: "email" } },
    });
    expect(own.text).toContain("was not confirmed in time");
    expect(own.text).not.toContain("/manage/");
  });

  it("writes dates for a bare language as the business's country does", async () => {
    const american = await compose("booking.confirmed", "customer", {
      booking: { locale: "en", business: { ...booking.business, country: "US" } },
    });
    expect(read(american.text)).toContain("4:00 AM");
    const german = await compose("booking.confirmed", "customer", {
      booking: { locale: "en", business: { ...booking.business, country: "DE" } },
    });
    expect(german.text).toContain("04:00–05:00");
  });

  it("tells staff who comes and what they said", async () => {
    const email = await compose("booking.new", "staff");
    expect(read(email.subject)).toBe("New: Clara Nowak, Tue 24 Nov, 10:00 (Berlin time)");
    for (const part of ["clara@mail.example", "+493055501", "Henna, twice", "I come with a pram."])
      expect(email.text).toContain(part);
    expect(email.text).toContain(`https://daybook.example/dashboard/bookings/${booking.id}`);
    expect(email.text).not.toContain("/manage/");
    const asked = await compose("booking.new", "staff", { booking: { status: "pending" } });
    expect(asked.subject).toMatch(/^Please answer: /);
  });
});

describe("hostile words", () => {
  const names = [
    '<img src=x onerror="alert(1)">',
    "</td></table><script>alert(1)</script>",
    "Eve\r\nBcc: victim@mail.example\r\n\r\nhello",
    "مريم الهاشمي",
    "\u202egnp.exe\u2066",
    "👩‍🎨 Zoë",
    "{{secret}} $& $1 %s",
  ];

  it.each(names)("%j stays words", async (name) => {
    for (const [kind, audience] of [
      ["booking.confirmed", "customer"],
      ["booking.new", "staff"],
    ] as const) {
      const email = await compose(kind, audience, {
        booking: {
          customer: { ...booking.customer, name },
          note: name,
          answers: { history: name },
          staff: { name },
          service: { ...booking.service, name },
          business: { ...booking.business, name, policyText: name, phone: name, brandColor: name },
        },
      });
      expect(email.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(email.from.name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(email.html).not.toMatch(/<script|<img|onerror="/i);
      expect(email.html.match(/<table/g)?.length).toBe(email.html.match(/<\/table>/g)?.length);
      expect(email.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
  });

  it("keeps honest letters whole", async () => {
    const email = await compose("booking.confirmed", "customer", {
      booking: { staff: { name: "👩‍🎨 Zoë O'Brien & مريم" } },
    });
    expect(email.text).toContain("👩‍🎨 Zoë O'Brien & مريم");
    expect(email.html).toContain("👩‍🎨 Zoë O&#39;Brien &amp; مريم");
  });

  it("runs our sentences in our direction, and people's words in theirs", async () => {
    const email = await compose("booking.cancelled", "customer", {
      booking: { business: { ...booking.business, name: "استوديو ليلى" } },
      data: { sequence: 1, status: "cancelled", by: "staff", reason: "شكرا" },
    });
    expect(email.html).toMatch(/<p class="ink" dir="ltr"[^>]*>استوديو ليلى has had to cancel/);
    expect(email.html).toMatch(/<blockquote[^>]* dir="auto"[^>]*>شكرا</);
    expect(email.html).toContain("<bdi>استوديو ليلى</bdi>");
  });

  it("does not answer to an address that is several", async () => {
    const email = await compose("booking.confirmed", "customer", {
      booking: { business: { ...booking.business, email: "a@b.example, c@d.example" } },
    });
    expect(email.replyTo).toBeUndefined();
  });
});

describe("what can never be sent", () => {
  it.each([
    ["no row", null],
    ["another channel", claimed("booking.confirmed", "customer", { row: { channel: "pigeon" } })],
    [
      "no address",
      claimed("booking.confirmed", "customer", { row: { recipient: "+491701234567" } }),
    ],
    ["an unknown kind", claimed("booking.exploded", "customer")],
    ["a kind for somebody else", claimed("booking.confirmed", "staff")],
    ["a deleted booking", claimed("booking.confirmed", "customer", { row: { booking: null } })],
    ["no start", claimed("booking.confirmed", "customer", { data: { start: "tomorrow" } })],
    ["a move from nowhere", claimed("booking.moved", "customer")],
    ["an unknown zone", claimed("booking.new", "staff", { row: { timeZone: "Mars/Olympus" } })],
    ["two addresses", claimed("booking.new", "staff", { row: { recipient: "a@b.c,d@e.f" } })],
    ["a header", claimed("booking.new", "staff", { row: { recipient: "a@b.c\r\nBcc: d@e.f" } })],
  ])("%s", async (_, row) => {
    const composed = await composeEmail(row, settings, now);
    expect(composed).toMatchObject({ ok: false, reason: "invalid" });
  });

  it("is dropped when it was held up and later news has replaced it", async () => {
    const change = { booking: { sequence: 1 }, data: { sequence: 0 } };
    const first = claimed("booking.confirmed", "customer", change);
    expect(await composeEmail(first, settings, now)).toMatchObject({ ok: true });
    const again = { ...first, attempt: 2 };
    expect(await composeEmail(again, settings, now)).toMatchObject({
      ok: false,
      reason: "overtaken",
    });
  });
});
