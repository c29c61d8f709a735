import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport, type Transporter } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MailStore } from "./mail-store.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";
import { freePort } from "./ports.ts";

const CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Haircut with Zoë\r\nEND:VCALENDAR\r\n";
const folder = mkdtempSync(join(tmpdir(), "daybook-mail-"));
const account = { accountSid: `AC${"0".repeat(32)}`, authToken: "token", number: "+15005550006" };
let mailbox: Mailbox;
let mailer: Transporter;

beforeAll(async () => {
  mailbox = await startMailbox({
    folder,
    httpPort: await freePort(),
    smtpPort: await freePort(),
    sms: { account, incomingUrl: null },
  });
  mailer = createTransport(mailbox.smtpUrl);
});

afterAll(async () => {
  await mailbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function json<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await fetch(mailbox.url + path, init)).json()) as T;
}

type List = { messages: { id: string; subject: string; to: string[] }[] };

describe("the mailbox", () => {
  it("keeps a message as it was sent: words, HTML, headers, calendar file", async () => {
    await mailer.sendMail({
      from: '"Lotus Hair" <hello@lotus.example>',
      to: '"Zoë" <Zoe@Customer.example>',
      replyTo: "desk@lotus.example",
      subject: "Your appointment, Zoë ✂",
      text: "See you on Friday.",
      html: "<p>See you on <b>Friday</b>.</p>",
      headers: { "X-Daybook-Booking": "abc" },
      icalEvent: { method: "REQUEST", filename: "appointment.ics", content: CALENDAR },
    });
    const { messages } = await json<List>("/api/messages?to=zoe@customer.example");
    expect(messages).toHaveLength(1);
    const message = await json<Record<string, unknown>>(`/api/messages/${messages[0]?.id}`);
    expect(message).toMatchObject({
      subject: "Your appointment, Zoë ✂",
      from: "Lotus Hair <hello@lotus.example>",
      to: ["zoe@customer.example"],
      replyTo: ["desk@lotus.example"],
    });
    expect(message.text).toContain("See you on Friday.");
    expect(message.html).toContain("<b>Friday</b>");
    expect(message.headers).toContainEqual({ name: "X-Daybook-Booking", value: "abc" });
    const attachments = message.attachments as { text: string; filename: string; index: number }[];
    const calendar = attachments.find(({ filename }) => filename === "appointment.ics");
    expect(calendar?.text).toBe(CALENDAR);
    const download = await fetch(
      `${mailbox.url}/messages/${messages[0]?.id}/attachments/${calendar?.index}`,
    );
    expect(await download.text()).toBe(CALENDAR);
    expect(download.headers.get("content-disposition")).toContain("attachment");
  });

  it("finds hidden recipients by the envelope", async () => {
    await mailer.sendMail({
      from: "a@b.example",
      bcc: "hidden@c.example",
      subject: "s",
      text: "t",
    });
    expect((await json<List>("/api/messages?to=hidden@c.example")).messages).toHaveLength(1);
  });

  it("shows markup in subjects as text, and a message's HTML where it can run nothing", async () => {
    await mailer.sendMail({
      from: "a@b.example",
      to: "x@y.example",
      subject: "<script>alert(1)</script>",
      html: "<script>alert(2)</script>hi",
    });
    const list = await (await fetch(`${mailbox.url}/?to=x@y.example`)).text();
    expect(list).not.toContain("<script>alert");
    expect(list).toContain("&lt;script&gt;alert(1)");
    const id = (await json<List>("/api/messages?to=x@y.example")).messages[0]?.id;
    const frame = await fetch(`${mailbox.url}/messages/${id}/html`);
    expect(frame.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  });

  it("answers 404 to names that are no message of its own", async () => {
    writeFileSync(join(folder, "..", "daybook-outside.eml"), "Subject: no\r\n\r\n");
    for (const id of ["..%2Fdaybook-outside", "1700000000000-00000000", "x"]) {
      expect((await fetch(`${mailbox.url}/api/messages/${id}`)).status, id).toBe(404);
    }
    rmSync(join(folder, "..", "daybook-outside.eml"));
  });

  it("has the same messages after a restart, and none after they are deleted", async () => {
    const before = (await json<List>("/api/messages")).messages;
    expect(before.length).toBeGreaterThan(2);
    expect((await MailStore.open(folder)).list()).toEqual(before);
    const fromPage = { method: "DELETE", headers: { origin: "http://evil.example" } };
    expect((await fetch(`${mailbox.url}/api/messages`, fromPage)).status).toBe(403);
    await json("/api/messages", { method: "DELETE" });
    expect((await json<List>("/api/messages")).messages).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
