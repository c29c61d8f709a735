import { describe, expect, it } from "vitest";
import { preferencesToken, readPreferencesToken } from "../bookings/token.ts";
import { resendReport, twilioReport } from "./provider-reports.ts";
import { isPushAddress } from "./push-address.ts";
import { segmentsOf } from "./segments.ts";
import { composeSms } from "./sms.ts";
import { readSmsWord, smsReply } from "./sms-answers.ts";
import { claimed, settings } from "./testing/claimed.ts";

const now = new Date("2026-11-20T08:00:00Z");
const NUMBER = "+4915112345678";

async function text(kind: string, change: Parameters<typeof claimed>[2] = {}) {
  const row = { channel: "sms", recipient: NUMBER, ...change.row };
  const composed = await composeSms(claimed(kind, "customer", { ...change, row }), settings, now);
  if (!composed.ok) throw new Error(composed.error);
  return composed.message;
}

describe("a text message", () => {
  it("says what, when, whose time, and where to change it, in letters that phones take cheaply", async () => {
    const { body, to } = await text("booking.confirmed");
    expect(to).toBe(NUMBER);
    expect(body).toMatch(
      /^Your appointment at Lotus Hair: Tue 24 Nov, 04:00 \(New York time\)\. https:\/\/daybook\.example\/manage\/[\w-]{43}$/,
    );
    expect(segmentsOf(body)).toEqual({ count: 1, encoding: "GSM-7", unusual: [] });
  });

  it("that reminds says how to answer and how to stop", async () => {
    const { body } = await text("booking.reminder");
    expect(body).toContain("Answer C to confirm or X to cancel.");
    expect(body).toMatch(/Answer STOP for no more\.$/);
  });

  it("is looked for at the provider only when it was tried before", async () => {
    expect((await text("booking.confirmed")).repeated).toBe(false);
    expect((await text("booking.confirmed", { row: { attempt: 2 } })).repeated).toBe(true);
  });

  it("in the business's own words takes values once, as plain text", async () => {
    const { body } = await text("booking.reminder", {
      row: { template: { body: "{{customer.name}} – {{ when }}\n{{link}}" } },
      booking: { customer: { name: "{{link}}\r\nX\u202e", email: null, phone: NUMBER } },
    });
    expect(body).toMatch(/^\{\{link\}\} X - Tue 24 Nov, 04:00 \(New York time\)\nhttps:/);
  });

  it("to no number is refused", async () => {
    const row = claimed("booking.confirmed", "customer", {
      row: { channel: "sms", recipient: "0170 1" },
    });
    expect(await composeSms(row, settings, now)).toMatchObject({ ok: false, reason: "invalid" });
  });

  it("counts its parts: one letter outside GSM halves them, and is named", () => {
    expect(segmentsOf("x".repeat(161))).toMatchObject({ count: 2, encoding: "GSM-7" });
    expect(segmentsOf(`${"x".repeat(80)}ę`)).toEqual({
      count: 2,
      encoding: "UCS-2",
      unusual: ["ę"],
    });
    expect(segmentsOf("أهلا")).toMatchObject({ count: 1, encoding: "UCS-2" });
  });
});

describe("answers", () => {
  it.each([
    ["STOP", "stop"],
    ["  stop. ", "stop"],
    ["Arrêt", "stop"],
    ["c", "confirm"],
    ["C!", "confirm"],
    ["X", "cancel"],
    ["Hilfe?", "help"],
    ["Please stop by at five", "other"],
    ["", "other"],
  ])("%s is read as %s", (body, word) => expect(readSmsWord(body)).toBe(word));

  it("are answered in one line, and small talk is not", () => {
    const business = { name: "Lotus\r\nHair", phone: null, country: "DE" };
    expect(smsReply({ answer: "stop", business })).toBe(
      "You get no more text messages from Lotus Hair. Answer START to get them again.",
    );
    expect(smsReply({ answer: "other" })).toBeNull();
  });
});

describe("reports of providers", () => {
  const id = "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21";
  it("are read, and what says nothing new is left out", () => {
    expect(twilioReport({ MessageSid: "SM1", MessageStatus: "queued" }, id)).toBeNull();
    expect(twilioReport({}, id)).toBeNull();
    expect(
      twilioReport({ MessageSid: "SM1", MessageStatus: "undelivered", ErrorCode: "30003" }, "x"),
    ).toEqual({
      provider: "twilio",
      key: "SM1:undelivered",
      messageId: "SM1",
      event: "undelivered",
      error: "error 30003",
    });
    const soft = { type: "email.bounced", data: { email_id: "e1", bounce: { type: "Transient" } } };
    expect(resendReport(soft, "msg_1")).toMatchObject({ event: "bounced", permanent: false });
    const tags = [{ name: "message", value: id }];
    expect(
      resendReport({ type: "email.delivered", data: { email_id: "e1", tags } }, "msg_2"),
    ).toEqual({
      provider: "resend",
      key: "msg_2",
      messageId: "e1",
      notificationId: id,
      event: "delivered",
    });
  });
});

describe("the preferences link", () => {
  it("says whose it is, and cannot be made by others", async () => {
    const { tokenSecret } = settings;
    const id = "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c";
    const token = await preferencesToken(tokenSecret, id);
    expect(token).toMatch(/^[\w-]{65}$/);
    expect(await readPreferencesToken(tokenSecret, token)).toBe(id);
    expect(await readPreferencesToken(`${tokenSecret}!`, token)).toBeNull();
    for (const place of [0, 30, 64]) {
      const forged = `${token.slice(0, place)}${token[place] === "A" ? "B" : "A"}${token.slice(place + 1)}`;
      expect(await readPreferencesToken(tokenSecret, forged), String(place)).toBeNull();
    }
    expect(await readPreferencesToken(tokenSecret, "")).toBeNull();
  });
});

describe("addresses of browsers", () => {
  it.each([
    ["https://fcm.googleapis.com/fcm/send/abc", true],
    ["https://updates.push.services.mozilla.com/wpush/v2/abc", true],
    ["https://web.push.apple.com/abc", true],
    ["https://evil.example/fcm.googleapis.com", false],
    ["https://fcm.googleapis.com.evil.example/", false],
    ["https://user@fcm.googleapis.com/", false],
    ["https://fcm.googleapis.com:8443/", false],
    ["http://169.254.169.254/latest", false],
    ["http://127.0.0.1:9999/push", false],
    ["nonsense", false],
  ])("%s: %s", (address, good) => {
    expect(isPushAddress(address, "https://daybook.example")).toBe(good);
  });
  it("may be this machine's where the installation is on it too", () => {
    expect(isPushAddress("http://127.0.0.1:9999/push", "http://localhost:3000")).toBe(true);
    expect(isPushAddress("http://10.0.0.1:9999/push", "http://localhost:3000")).toBe(false);
  });
});
