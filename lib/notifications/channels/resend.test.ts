import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startResend } from "../testing/resend-server.ts";
import { emailChannel } from "./factory.ts";
import type { Email, EmailChannel } from "./port.ts";

const email: Email = {
  id: "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21",
  from: { name: 'Zoë "Z" & Co', address: "bookings@daybook.example" },
  to: "clara@mail.example",
  replyTo: "hello@lotus-hair.example",
  subject: "Your appointment",
  html: "<p>Hello</p>",
  text: "Hello",
  calendars: [{ method: "CANCEL", content: "BEGIN:VCALENDAR\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n" }],
};

let server: Awaited<ReturnType<typeof startResend>>;
let channel: EmailChannel;

beforeEach(async () => {
  server = await startResend();
  channel = emailChannel({
    resendApiKey: "re_test",
    resendBaseUrl: server.url,
    smtpUrl: "smtp://127.0.0.1:1",
  });
});
afterEach(() => server.stop());

describe("resendChannel", () => {
  it("is chosen when there is a key, and sends everything", async () => {
    expect(channel.name).toBe("resend");
    const delivery = await channel.send(email);
    expect(delivery).toEqual({
      result: "sent",
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(server.authorization()).toBe("Bearer re_test");
    const [call] = server.delivered;
    expect(call?.key).toBe(email.id);
    expect(call?.body).toMatchObject({
      from: `"Zoë 'Z' & Co" <bookings@daybook.example>`,
      to: "clara@mail.example",
      reply_to: "hello@lotus-hair.example",
      subject: "Your appointment",
    });
    const [file] = (call?.body.attachments ?? []) as Record<string, string>[];
    expect(file).toMatchObject({
      filename: "appointment.ics",
      content_type: "text/calendar; charset=utf-8; method=CANCEL",
    });
    expect(Buffer.from(file?.content ?? "", "base64").toString("utf8")).toBe(
      email.calendars?.[0]?.content,
    );
  });

  it("repeated, gets the first answer and sends nothing", async () => {
    const first = await channel.send(email);
    expect(await channel.send(email)).toEqual(first);
    expect(server.delivered).toHaveLength(1);
  });

  it("repeated with other words, counts as sent and sends nothing", async () => {
    await channel.send(email);
    const again = await channel.send({ ...email, text: "Hello again" });
    expect(again).toEqual({ result: "sent", messageId: null });
    expect(server.delivered).toHaveLength(1);
  });

  it.each([
    [429, "rate_limit_exceeded", { result: "retry", outage: true }],
    [500, "internal_server_error", { result: "retry", outage: true }],
    [403, "invalid_api_key", { result: "retry", outage: true }],
    [409, "concurrent_idempotent_requests", { result: "retry", outage: false }],
    [422, "validation_error", { result: "refused", error: "validation_error: no" }],
    [400, "invalid_parameter", { result: "refused" }],
  ])("reads %i %s", async (status, name, expected) => {
    server.failures.push({ status, name, message: "no" });
    expect(await channel.send(email)).toMatchObject(expected);
    expect(server.delivered).toEqual([]);
  });

  it("tries again later when nobody is there", async () => {
    await server.stop();
    expect(await channel.send(email)).toMatchObject({ result: "retry", outage: true });
  });
});

describe("emailChannel", () => {
  it("falls back to SMTP, and says what is missing", () => {
    const smtp = emailChannel({ smtpUrl: "smtp://127.0.0.1:1" });
    expect(smtp.name).toBe("smtp");
    smtp.close();
    expect(() => emailChannel({})).toThrow("neither RESEND_API_KEY nor SMTP_URL");
  });
});
