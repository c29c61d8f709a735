import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime, { type Attachment, type Email } from "postal-mime";

const KEPT = 2000;
const ID = /^[0-9]{13}-[0-9a-f]{8}$/;

/** A line of the list of messages. */
export interface MessageSummary {
  id: string;
  /** When it arrived, ISO 8601. */
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
}

/** A message, read. */
export interface Message extends MessageSummary {
  cc: string[];
  replyTo: string[];
  messageId: string | null;
  date: string | null;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
  attachments: {
    index: number;
    filename: string;
    mimeType: string;
    size: number;
    /** The contents, if they are text (a calendar file is). */
    text: string | null;
  }[];
}

interface Envelope {
  from: string;
  to: string[];
}

/**
 * Messages as .eml files in a folder, the newest 2000. A message's id starts with its time of arrival
 * in milliseconds, so that names sort by age. Whom the envelope named is kept in the first line.
 */
export class MailStore {
  private summaries: MessageSummary[] = [];

  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<MailStore> {
    mkdirSync(folder, { recursive: true });
    const store = new MailStore(folder);
    const ids = readdirSync(folder)
      .filter((file) => file.endsWith(".eml"))
      .map((file) => file.slice(0, -4))
      .filter((id) => ID.test(id))
      .sort();
    for (const id of ids) store.summaries.push(summarise(id, await store.parse(id)));
    return store;
  }

  /** Keeps a raw message; resolves with its summary once it is on disk. */
  async add(raw: Uint8Array, envelope: Envelope): Promise<MessageSummary> {
    const id = `${Date.now()}-${randomBytes(4).toString("hex")}`;
    const head = [
      `X-Envelope-From: ${oneLine(envelope.from)}`,
      `X-Envelope-To: ${envelope.to.map(oneLine).join(", ")}`,
      "",
    ].join("\r\n");
    const file = join(this.folder, `${id}.eml`);
    writeFileSync(`${file}.part`, Buffer.concat([Buffer.from(head), raw]));
    renameSync(`${file}.part`, file);
    const summary = summarise(id, await this.parse(id));
    this.summaries.push(summary);
    this.summaries.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const old of this.summaries.splice(0, Math.max(0, this.summaries.length - KEPT))) {
      rmSync(join(this.folder, `${old.id}.eml`), { force: true });
    }
    return summary;
  }

  /** Newest first; `to` keeps those that were sent to that address (letter case does not matter). */
  list(to?: string, limit = 200): MessageSummary[] {
    const wanted = to?.trim().toLowerCase();
    const found = wanted
      ? this.summaries.filter((one) => one.to.some((address) => address === wanted))
      : this.summaries;
    return found.slice(-limit).reverse();
  }

  get size(): number {
    return this.summaries.length;
  }

  has(id: string): boolean {
    return ID.test(id) && this.summaries.some((one) => one.id === id);
  }

  async read(id: string): Promise<Message> {
    const email = await this.parse(id);
    return {
      ...summarise(id, email),
      cc: addresses(email.cc),
      replyTo: addresses(email.replyTo),
      messageId: email.messageId ?? null,
      date: email.date ?? null,
      text: email.text ?? "",
      html: email.html ?? "",
      headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
      attachments: email.attachments.map((attachment, index) => {
        const bytes = contents(attachment);
        return {
          index,
          filename: attachment.filename ?? `attachment-${index + 1}`,
          mimeType: attachment.mimeType,
          size: bytes.byteLength,
          text: /^text\/|json|xml|calendar|\bics\b/.test(attachment.mimeType)
            ? bytes.toString("utf8")
            : null,
        };
      }),
    };
  }

  /** One attachment's bytes, or undefined if the message has no such. */
  async attachment(id: string, index: number) {
    const found = (await this.parse(id)).attachments[index];
    return found && { ...found, bytes: contents(found) };
  }

  raw(id: string): Buffer {
    return readFileSync(join(this.folder, `${id}.eml`));
  }

  clear(): void {
    for (const { id } of this.summaries) rmSync(join(this.folder, `${id}.eml`), { force: true });
    this.summaries = [];
  }

  private parse(id: string): Promise<Email> {
    return PostalMime.parse(this.raw(id));
  }
}

function summarise(id: string, email: Email): MessageSummary {
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? "";
  const sentTo = header("x-envelope-to").split(",");
  return {
    id,
    receivedAt: new Date(Number(id.slice(0, 13))).toISOString(),
    from: email.from?.address
      ? `${email.from.name ? `${email.from.name} ` : ""}<${email.from.address}>`
      : header("x-envelope-from"),
    to: [
      ...new Set([...sentTo, ...addresses(email.to)].map((one) => one.trim().toLowerCase())),
    ].filter(Boolean),
    subject: email.subject ?? "",
  };
}

function addresses(list: Email["to"]): string[] {
  return (list ?? []).flatMap((one) =>
    one.group ? one.group.map((member) => member.address) : one.address ? [one.address] : [],
  );
}

function contents({ content, mimeType }: Attachment): Buffer {
  if (/calendar|\bics\b/.test(mimeType)) {
    // The parser hands calendar files out with bare line feeds; they travel with CRLF (RFC 5545 3.1).
    const text = typeof content === "string" ? content : new TextDecoder().decode(content);
    return Buffer.from(text.replace(/\r?\n/g, "\r\n"));
  }
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array
    ? Buffer.from(content)
    : Buffer.from(new Uint8Array(content));
}

function oneLine(text: string): string {
  return text.replace(/[\r\n,]+/g, " ").trim();
}
