import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator, type Emulator } from "emulate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sms } from "./port.ts";
import { pushChannel } from "./push.ts";
import { twilioChannel } from "./twilio.ts";

const ACCOUNT = { accountSid: `AC${"0".repeat(32)}`, authToken: "twilio_test_auth_token" };
const sms: Sms = {
  id: "7f8c2a0e-94d4-4f3a-8d61-6a3c1b0f9e21",
  to: "+15550002222",
  body: "See you soon",
  createdAt: new Date().toISOString(),
  repeated: false,
};

/** A server that answers what it is told to, and remembers what it was asked. */
let server: Server;
let url: string;
let answers: { status: number; body?: unknown; headers?: Record<string, string> }[];
let asked: { method: string; path: string; body: string; headers: Record<string, unknown> }[];

beforeEach(async () => {
  [answers, asked] = [[], []];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("latin1");
      const { method = "", url: path = "", headers } = request;
      asked.push({ method, path, body, headers });
      const answer = answers.shift();
      // Nothing to say: hangs up, as a network that breaks does.
      if (!answer) return void request.socket.destroy();
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

describe("twilioChannel", () => {
  it("sends through Twilio's own SDK to something that speaks as Twilio does", async () => {
    const emulator: Emulator = await createEmulator({
      service: "twilio",
      port: 45_000 + (process.pid % 10_000),
      seed: {
        twilio: {
          account: { sid: ACCOUNT.accountSid, auth_token: ACCOUNT.authToken },
          phone_numbers: [{ phone_number: "+15551234567" }],
        },
      },
    });
    try {
      const channel = twilioChannel({ ...ACCOUNT, from: "+15551234567", baseUrl: emulator.url });
      const first = await channel.send(sms);
      expect(first).toMatchObject({ result: "sent", messageId: expect.stringMatching(/^SM/) });
      // One that another dispatcher has tried is found there, and not sent again.
      expect(await channel.send({ ...sms, repeated: true })).toMatchObject({
        result: "sent",
        messageId: (first as { messageId: string }).messageId,
      });
      const wrong = twilioChannel({
        ...ACCOUNT,
        authToken: "x",
        from: "+15551234567",
        baseUrl: emulator.url,
      });
      expect(await wrong.send(sms)).toMatchObject({ result: "retry", outage: true });
    } finally {
      await emulator.close();
    }
  });

  it.each([
    [
      "too many",
      { status: 429, body: { code: 20429, message: "Too many" } },
      { result: "retry", outage: true, pauseSeconds: 5 },
    ],
    [
      "its own fault",
      { status: 500, body: { code: 20500, message: "Oops" } },
      { result: "retry", outage: true },
    ],
    ["nonsense", { status: 502 }, { result: "retry", outage: true }],
    [
      "no number",
      { status: 400, body: { code: 21211, message: "Invalid 'To'" } },
      { result: "refused" },
    ],
    [
      "who stopped",
      { status: 400, body: { code: 21610, message: "Unsubscribed" } },
      { result: "refused", suppress: "stopped" },
    ],
    [
      "another refusal",
      { status: 400, body: { code: 21999, message: "No" } },
      { result: "refused" },
    ],
  ])("says what to do about %s", async (_, answer, outcome) => {
    answers.push(answer);
    const channel = twilioChannel({ ...ACCOUNT, from: "+15005550006", baseUrl: url });
    expect(await channel.send(sms)).toMatchObject(outcome);
    expect(asked).toHaveLength(1);
  });

  it("takes a broken connection for an outage, and names its callback", async () => {
    const channel = twilioChannel({
      ...ACCOUNT,
      from: `MG${"1".repeat(32)}`,
      baseUrl: url,
      statusUrl: "https://project.example/functions/v1/twilio/status",
    });
    expect(await channel.send(sms)).toMatchObject({ result: "retry", outage: true });
    const form = new URLSearchParams(asked[0]?.body);
    expect(form.get("StatusCallback")).toBe(
      `https://project.example/functions/v1/twilio/status?message=${sms.id}`,
    );
    expect(form.get("MessagingServiceSid")).toBe(`MG${"1".repeat(32)}`);
    expect(form.get("From")).toBeNull();
  });
});

describe("pushChannel", () => {
  // The example of RFC 8291, and keys made for this test alone.
  const keys = {
    p256dh:
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const push = () => ({
    id: sms.id,
    subscription: { endpoint: `${url}/push/abc`, keys },
    payload: {
      title: "New: Clara",
      body: "Cut",
      url: "https://daybook.example/dashboard",
      tag: "x",
    },
  });
  const channel = pushChannel({
    publicKey:
      "BBgJUwJrB4OQT_oPzKh4dqH97MDYFrKl1F7Y8rdmqSEcKZX1yFxAa8p4LZp1RDcxIvHrbbpOn7s5LTBHn8X1JD0",
    privateKey: "x",
    subject: "mailto:bookings@daybook.example",
  });

  it("reports a key that is none as this message's, not as an outage", async () => {
    expect(await channel.send(push())).toMatchObject({ result: "retry", outage: false });
  });

  it("knocks signed and sealed, and forgets a browser that has left", async () => {
    const { default: webpush } = await import("web-push");
    const own = webpush.generateVAPIDKeys();
    const good = pushChannel({ ...own, subject: "mailto:bookings@daybook.example" });
    answers.push(
      { status: 201, headers: { location: "/receipt/1" } },
      { status: 410 },
      { status: 500 },
    );
    expect(await good.send(push())).toEqual({ result: "sent", messageId: "/receipt/1" });
    expect(asked[0]?.headers.authorization).toMatch(/^vapid t=/);
    expect(asked[0]?.headers["content-encoding"]).toBe("aes128gcm");
    expect(asked[0]?.body).not.toContain("Clara");
    expect(await good.send(push())).toMatchObject({ result: "refused", suppress: "gone" });
    expect(await good.send(push())).toMatchObject({ result: "retry", outage: false });
  });
});
