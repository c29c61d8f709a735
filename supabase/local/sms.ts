import { createHmac, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SegmentedMessage } from "sms-segments-calculator";

const KEPT = 1000;
const CALLBACK_MS = 10_000;

/** A text message that was sent, or that came in. */
export interface TextMessage {
  sid: string;
  at: string;
  direction: "outbound-api" | "inbound" | "outbound-reply";
  from: string;
  to: string;
  body: string;
  segments: number;
  status: "queued" | "sent" | "delivered" | "undelivered" | "received";
}

export interface SmsAccount {
  accountSid: string;
  authToken: string;
  /** The number that messages come from and are answered to. */
  number: string;
}

/** What Twilio says of its test numbers, and of what is no number. */
function refusalOf(to: string): { code: number; message: string } | null {
  if (to === "+15005550009") {
    return { code: 21614, message: `To number: ${to}, is not a mobile number` };
  }
  if (!/^\+[1-9]\d{6,14}$/.test(to) || to === "+15005550001") {
    return { code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  }
  return null;
}

/**
 * As much of Twilio as Daybook uses, delivering nothing: it takes messages, lists them, calls back signed when they are
 * "delivered", and passes on answers that are typed on its page.
 */
export class SmsStore {
  private messages: TextMessage[] = [];
  private readonly file: string;
  private readonly pending = new Set<Promise<void>>();

  constructor(
    folder: string,
    readonly account: SmsAccount,
    /** Where answers go to; null = nowhere. */
    private readonly incomingUrl: string | null,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, "sms.jsonl");
    if (existsSync(this.file)) {
      const lines = readFileSync(this.file, "utf8").split("\n").filter(Boolean).slice(-KEPT);
      this.messages = lines.map((line) => JSON.parse(line) as TextMessage);
    }
  }

  /** Newest first; `to` keeps those to or from that number. */
  list(number?: string, limit = 200): TextMessage[] {
    const found = number
      ? this.messages.filter(({ to, from }) => to === number || from === number)
      : this.messages;
    return found.slice(-limit).reverse();
  }

  get size(): number {
    return this.messages.length;
  }

  clear(): void {
    this.messages = [];
    rmSync(this.file, { force: true });
  }

  /** Waits for callbacks that are under way. */
  async stop(): Promise<void> {
    await Promise.race([
      Promise.allSettled(this.pending),
      new Promise((resolve) => setTimeout(resolve, 500)),
    ]);
  }

  /** Answers a request to the API below /2010-04-01. */
  api(
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
    authorization: string,
  ): { status: number; body: unknown } {
    const { accountSid, authToken } = this.account;
    const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
    if (authorization !== expected) {
      return { status: 401, body: { code: 20003, message: "Authenticate", status: 401 } };
    }
    if (path !== `/2010-04-01/Accounts/${accountSid}/Messages.json`) {
      return { status: 404, body: { code: 20404, message: "Not found", status: 404 } };
    }
    if (method === "GET") {
      const since = query.get("DateSent>") ?? "";
      const found = this.list(query.get("To") ?? undefined, Number(query.get("PageSize")) || 50);
      const recent = found.filter(({ at }) => since === "" || at >= since);
      return {
        status: 200,
        body: { messages: recent.map((one) => this.resource(one)), page: 0, next_page_uri: null },
      };
    }
    const form = new URLSearchParams(body);
    const [to, text] = [form.get("To") ?? "", form.get("Body") ?? ""];
    const refused =
      text === "" ? { code: 21602, message: "Message body is required." } : refusalOf(to);
    if (refused) return { status: 400, body: { ...refused, status: 400 } };
    const message = this.add({
      direction: "outbound-api",
      from: form.get("From") ?? this.account.number,
      to,
      body: text,
      status: "queued",
    });
    const callback = form.get("StatusCallback");
    if (callback) this.later(() => this.callBack(message, callback));
    else message.status = "delivered";
    return { status: 201, body: this.resource(message) };
  }

  /** An answer, as if somebody had typed it on their phone. Returns what Daybook answers back, if anything. */
  async receive(from: string, text: string): Promise<string | null> {
    const message = this.add({
      direction: "inbound",
      from,
      to: this.account.number,
      body: text,
      status: "received",
    });
    if (!this.incomingUrl) return null;
    const answer = await this.post(this.incomingUrl, {
      MessageSid: message.sid,
      AccountSid: this.account.accountSid,
      From: from,
      To: this.account.number,
      Body: text,
      NumMedia: "0",
    });
    const reply = /<Message[^>]*>([\s\S]*?)<\/Message>/.exec(await answer.text())?.[1];
    if (!reply) return null;
    const words = reply
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
    this.add({
      direction: "outbound-reply",
      from: this.account.number,
      to: from,
      body: words,
      status: "delivered",
    });
    return words;
  }

  private add(message: Omit<TextMessage, "sid" | "at" | "segments">): TextMessage {
    const whole: TextMessage = {
      sid: `SM${randomBytes(16).toString("hex")}`,
      at: new Date().toISOString(),
      segments: new SegmentedMessage(message.body).segmentsCount,
      ...message,
    };
    this.messages.push(whole);
    this.messages.splice(0, Math.max(0, this.messages.length - KEPT));
    appendFileSync(this.file, `${JSON.stringify(whole)}\n`);
    return whole;
  }

  private async callBack(message: TextMessage, url: string): Promise<void> {
    for (const status of ["sent", "delivered"] as const) {
      message.status = status;
      const answer = await this.post(url, {
        MessageSid: message.sid,
        MessageStatus: status,
        AccountSid: this.account.accountSid,
        From: message.from,
        To: message.to,
      });
      await answer.arrayBuffer();
    }
  }

  private post(url: string, form: Record<string, string>): Promise<Response> {
    const signed = Object.keys(form)
      .sort()
      .reduce((text, name) => text + name + form[name], url);
    const signature = createHmac("sha1", this.account.authToken).update(signed).digest("base64");
    return fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": signature,
      },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(CALLBACK_MS),
    });
  }

  private later(work: () => Promise<void>): void {
    const done = new Promise((resolve) => setTimeout(resolve, 50))
      .then(work)
      .catch((error) => console.error("sms:", error instanceof Error ? error.message : error))
      .finally(() => this.pending.delete(done));
    this.pending.add(done);
  }

  private resource(message: TextMessage) {
    return {
      sid: message.sid,
      account_sid: this.account.accountSid,
      to: message.to,
      from: message.from,
      body: message.body,
      status: message.status,
      direction: message.direction,
      num_segments: String(message.segments),
      price: null,
      price_unit: "USD",
      date_created: message.at,
      date_sent: message.at,
      error_code: null,
    };
  }
}
