import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import type { Email } from "./port.ts";
import { smtpChannel } from "./smtp.ts";

const email: Email = {
  id: "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21",
  from: { name: 'Zoë "Z", Ltd <x@y.example>', address: "bookings@daybook.example" },
  to: "clara@mail.example",
  replyTo: "hello@lotus-hair.example",
  subject: "Termin für Zoë 👩‍🎨",
  html: "<p>Hello</p>",
  text: "Hello\n",
  calendars: [
    { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
    { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nX-SECOND:1\r\nEND:VCALENDAR\r\n" },
  ],
};

const servers: SMTPServer[] = [];
const closing: { close(): void }[] = [];

/** A real mail server on a free port, that keeps what it gets or refuses as told. */
async function serve(refuse: { at?: "sender" | "recipient" | "data"; code?: number } = {}) {
  const got: string[] = [];
  const error = Object.assign(new Error("5.0.0 refused"), { responseCode: refuse.code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom: (_, __, done) => done(refuse.at === "sender" ? error : null),
    onRcptTo: (_, __, done) => done(refuse.at === "recipient" ? error : null),
    onData(stream, _, done) {
      let raw = "";
      stream.on("data", (chunk: Buffer) => {
        raw += chunk.toString("latin1");
      });
      stream.on("end", () => {
        if (refuse.at !== "data") got.push(raw);
        done(refuse.at === "data" ? error : null);
      });
    },
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  const channel = smtpChannel(`smtp://127.0.0.1:${port}`);
  closing.push(channel);
  return { channel, got, server };
}

afterEach(async () => {
  for (const channel of closing.splice(0)) channel.close();
  for (const server of servers.splice(0)) await new Promise<void>((end) => server.close(end));
});

describe("smtpChannel", () => {
  it("delivers the letter with its calendar file, both as an alternative and attached", async () => {
    const { channel, got } = await serve();
    const delivery = await channel.send(email);
    expect(delivery).toEqual({ result: "sent", messageId: `<${email.id}@daybook.example>` });
    const raw = got[0] ?? "";
    const mail = await PostalMime.parse(Buffer.from(raw, "latin1"));
    expect(mail.from).toEqual({
      name: 'Zoë "Z", Ltd <x@y.example>',
      address: "bookings@daybook.example",
    });
    expect(mail.to).toMatchObject([{ address: "clara@mail.example" }]);
    expect(mail.replyTo).toMatchObject([{ address: "hello@lotus-hair.example" }]);
    expect(mail.subject).toBe(email.subject);
    expect(mail.text?.trim()).toBe("Hello");
    expect(raw).toMatch(/content-type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(raw).toMatch(/auto-submitted: auto-generated/i);
    const names = mail.attachments.map(({ filename }) => filename);
    expect(names).toContain("appointment.ics");
    expect(names).toContain("appointment-2.ics");
  });

  it("cannot be talked into another header", async () => {
    const { channel, got } = await serve();
    const evil = "Eve\r\nBcc: victim@mail.example\r\n\r\nhello";
    await channel.send({
      ...email,
      subject: evil,
      from: { name: evil, address: "bookings@daybook.example" },
    });
    const mail = await PostalMime.parse(got[0] ?? "");
    expect(mail.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(mail.text?.trim()).toBe("Hello");
  });

  it.each([
    ["recipient", 550, { result: "refused" }],
    ["recipient", 450, { result: "retry", outage: false }],
    ["data", 554, { result: "refused" }],
    ["data", 451, { result: "retry", outage: false }],
    ["sender", 553, { result: "retry", outage: true }],
  ] as const)("reads a refusal of the %s with %i", async (at, code, expected) => {
    const { channel } = await serve({ at, code });
    expect(await channel.send(email)).toMatchObject(expected);
  });

  it("tries again later when nobody is there", async () => {
    const { channel, server } = await serve();
    await new Promise<void>((end) => server.close(end));
    servers.length = 0;
    expect(await channel.send(email)).toMatchObject({ result: "retry", outage: true });
  });
});
