import { describe, expect, it } from "vitest";
import { waitlistToken } from "../bookings/token.ts";
import { composeEmail } from "./email.ts";
import { settings } from "./testing/claimed.ts";

const offer = {
  start: "2026-12-08T09:00:00Z",
  end: "2026-12-08T10:00:00Z",
  deadline: "2026-12-07T15:30:00Z",
  staff: { name: "Mara Vogt" },
  priceMinor: 5800,
  currency: "EUR",
};

const entry = {
  id: "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c",
  closedBecause: null as string | null,
  party: 1,
  from: "2026-12-08",
  to: "2026-12-12",
  weekdays: [2, 4],
  fromMin: 0,
  toMin: 720,
  timeZone: "Europe/Berlin",
  ahead: 1,
  offer: null as typeof offer | null,
  staff: null,
  service: { name: "Cut and finish" },
  business: {
    slug: "lotus-hair",
    name: "Lotus Hair",
    timeZone: "Europe/Berlin",
    address: "Oranienstrasse 84",
    city: "Berlin",
    country: "DE",
    phone: "+49 30 5550142",
    email: "hello@lotus-hair.example",
    brandColor: "#a4483f",
  },
};

async function letter(kind: string, change: Partial<typeof entry> = {}) {
  const row = {
    id: "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21",
    kind,
    channel: "email",
    audience: "customer",
    recipient: "clara@mail.example",
    locale: "en",
    timeZone: "Europe/Berlin",
    attempt: 1,
    data: { entry: { ...entry, ...change } },
    booking: null,
  };
  return composeEmail(row, settings, new Date("2026-12-01T09:00:00Z"));
}

async function text(kind: string, change: Partial<typeof entry> = {}) {
  const composed = await letter(kind, change);
  if (!composed.ok) throw new Error(composed.error);
  const link = `https://daybook.example/waitlist/${await waitlistToken(settings.tokenSecret, entry.id)}`;
  return `${composed.message.subject}\n\n${composed.message.text}`
    .replaceAll("\u00a0", " ")
    .replaceAll(link, "LINK");
}

describe("letters of the waiting list", () => {
  it("tell who has joined what they wait for", async () => {
    expect(await text("waitlist.joined")).toMatchInlineSnapshot(`
      "You are on the waiting list at Lotus Hair

      You are on the waiting list

      As soon as a time comes free at Lotus Hair, we offer it in the order in which people asked, and keep it for you for a while.

      One person is ahead of you.

      What: Cut and finish
      When: Tue 8 Dec – Sat 12 Dec
            Tuesday or Thursday
            in the morning, Berlin time

      See your place or leave the list:
      LINK

      If you did not ask for it, leave the list there, and you hear no more of it.

      Questions? Call +49 30 5550142 or answer this e-mail.

      -- 
      Lotus Hair
      You get this e-mail because this address was given for the waiting list of Lotus Hair.
      "
    `);
  });

  it("tell the first in line until when a time is kept", async () => {
    expect(await text("waitlist.offer", { offer })).toMatchInlineSnapshot(`
      "A time has come free at Lotus Hair: Tue 8 Dec, 10:00 (Berlin time)

      A time has come free

      Lotus Hair has a free time for you. It is kept for you until Mon 7 Dec, 16:30 (Berlin time); then it goes to the next in line.

      When:  Tuesday 8 December 2026
             10:00–11:00
             Berlin time, GMT+1
      What:  Cut and finish
      With:  Mara Vogt
      Where: Lotus Hair
             Oranienstrasse 84
             Berlin
      Price: €58

      Take this time:
      LINK

      The link does nothing by itself: there you take the time, let it go to the next in line and keep waiting, or leave the list.

      Questions? Call +49 30 5550142 or answer this e-mail.

      -- 
      Lotus Hair
      You get this e-mail because this address was given for the waiting list of Lotus Hair.
      "
    `);
  });

  it("tell why waiting has ended", async () => {
    expect(await text("waitlist.closed", { closedBecause: "dates_over" })).toContain(
      "nothing came free at Lotus Hair",
    );
    expect(await text("waitlist.closed", { closedBecause: "offers_passed" })).toContain(
      "Two times were kept for you",
    );
    expect(await text("waitlist.closed")).toContain("Lotus Hair has taken you off");
  });

  it("escape what people typed", async () => {
    const composed = await letter("waitlist.joined", {
      service: { name: "<img src=x onerror=alert(1)>\r\nBcc: all@mail.example" },
    });
    expect(composed.ok && composed.message.html).not.toContain("<img");
    expect(composed.ok && composed.message.subject).not.toMatch(/[\r\n]/);
  });

  it("are refused when they make no sense", async () => {
    expect(await letter("waitlist.offer")).toMatchObject({ ok: false, reason: "invalid" });
    expect(await letter("waitlist.other")).toMatchObject({ ok: false, reason: "invalid" });
    expect(await letter("waitlist.joined", { from: "soon" })).toMatchObject({
      ok: false,
      reason: "invalid",
    });
  });
});
