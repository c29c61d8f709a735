import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { SMTPServer } from "smtp-server";
import { MailStore } from "./mail-store.ts";
import { listPage, messagePage } from "./mailbox-page.ts";
import { type SmsAccount, SmsStore } from "./sms.ts";
import { smsPage } from "./sms-page.ts";

const HOST = "127.0.0.1";
const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

export interface Mailbox {
  /** The page to read mail in. */
  url: string;
  /** Where to send mail to: smtp://…, no account, no TLS. */
  smtpUrl: string;
  /** Where the SDK of Twilio finds its stand-in. */
  twilioUrl: string;
  stop(): Promise<void>;
}

/**
 * A mail server that delivers nothing: it takes every message by SMTP on 127.0.0.1, keeps the newest
 * 2000 as files in `folder` and shows them on a page and as JSON:
 * GET /api/messages[?to=ADDRESS&limit=N], GET /api/messages/ID, DELETE /api/messages. Text messages are kept beside
 * them: GET /api/sms[?to=NUMBER], POST /api/sms {from, body} for an answer, DELETE /api/sms.
 */
export async function startMailbox(options: {
  folder: string;
  httpPort: number;
  smtpPort: number;
  /** The account for text messages, and where their answers go. */
  sms: { account: SmsAccount; incomingUrl: string | null };
}): Promise<Mailbox> {
  const store = await MailStore.open(options.folder);
  const sms = new SmsStore(options.folder, options.sms.account, options.sms.incomingUrl);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MESSAGE_BYTES,
    // The stack stops whole: clients' open connections do not hold it up.
    closeTimeout: 500,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error("Message too large"), { responseCode: 552 }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        store
          .add(Buffer.concat(chunks), {
            from: mailFrom ? mailFrom.address : "",
            to: rcptTo.map(({ address }) => address),
          })
          .then(
            (summary) => done(null, `Kept as ${summary.id}`),
            (error) => done(error instanceof Error ? error : new Error(String(error))),
          );
      });
    },
  });
  smtp.on("error", (error) => console.error("mailbox:", error.message));
  await new Promise<void>((resolve, reject) => {
    smtp.server.once("error", reject);
    smtp.listen(options.smtpPort, HOST, resolve);
  });

  const http = createServer((request, response) => {
    answer(store, sms, request, response).catch((error) => {
      console.error("mailbox:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.httpPort, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${options.httpPort}`,
    smtpUrl: `smtp://${HOST}:${options.smtpPort}`,
    twilioUrl: `http://${HOST}:${options.httpPort}/twilio`,
    async stop() {
      await sms.stop();
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => http.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
}

async function answer(
  store: MailStore,
  sms: SmsStore,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? "/", "http://mailbox");
  const path = url.pathname;
  const send = (
    status: number,
    type: string,
    body: string | Uint8Array,
    more: Record<string, string> = {},
  ) => {
    response.writeHead(status, {
      "content-type": type,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      ...more,
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  const html = (body: string) => send(200, "text/html; charset=utf-8", body);
  const json = (status: number, body: unknown) =>
    send(status, "application/json; charset=utf-8", JSON.stringify(body));
  const to = url.searchParams.get("to") ?? "";

  if (path === "/api/messages") {
    if (request.method === "DELETE") {
      // Any page in a browser may send requests here; only a program may empty the mailbox.
      if (request.headers.origin) return json(403, { error: "not from a page" });
      store.clear();
      return json(200, { ok: true });
    }
    const limit = Number(url.searchParams.get("limit")) || 200;
    return json(200, { messages: store.list(to || undefined, Math.max(1, limit)) });
  }
  if (path.startsWith("/twilio/")) {
    const { status, body } = sms.api(
      request.method ?? "GET",
      path.slice("/twilio".length),
      url.searchParams,
      await readText(request),
      request.headers.authorization ?? "",
    );
    return json(status, body);
  }
  if (path === "/api/sms") {
    // As above: only a program, or this page itself, may change anything.
    const origin = request.headers.origin;
    if (request.method !== "GET" && origin && origin !== `http://${request.headers.host}`) {
      return json(403, { error: "not from a page" });
    }
    if (request.method === "DELETE") {
      sms.clear();
      return json(200, { ok: true });
    }
    if (request.method === "POST") {
      const text = await readText(request);
      const isForm = request.headers["content-type"]?.startsWith("application/x-www-form");
      const { from = "", body = "" } = (
        isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text)
      ) as Record<string, string>;
      const reply = await sms.receive(from, body);
      if (!isForm) return json(200, { reply });
      response.writeHead(303, { location: `/sms?number=${encodeURIComponent(from)}` });
      response.end();
      return;
    }
    return json(200, { messages: sms.list(to || undefined) });
  }
  if (path === "/sms") {
    const number = url.searchParams.get("number")?.trim() ?? "";
    return html(smsPage(sms.list(number || undefined), number, sms.size));
  }
  if (path === "/") return html(listPage(store.list(to || undefined), to, store.size));

  const match = /^(?:\/api)?\/messages\/([^/]+)(?:\/(html|raw|attachments)(?:\/(\d+))?)?$/.exec(
    path,
  );
  const [, id = "", part, index] = match ?? [];
  if (!match || !store.has(id)) return json(404, { error: "no such message" });
  if (path.startsWith("/api/") && !part) return json(200, await store.read(id));
  if (!part) return html(messagePage(await store.read(id)));
  if (part === "raw") return send(200, "text/plain; charset=utf-8", store.raw(id));
  if (part === "html") {
    const { html: body } = await store.read(id);
    return send(200, "text/html; charset=utf-8", `<base target="_top">${body}`, {
      "content-security-policy":
        "default-src 'none'; img-src * data:; style-src 'unsafe-inline' *; font-src *; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
    });
  }
  const attachment = await store.attachment(id, Number(index ?? 0));
  if (!attachment) return json(404, { error: "no such attachment" });
  send(200, attachment.mimeType, attachment.bytes, {
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename ?? "attachment")}`,
  });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 1024 * 1024) throw new Error("too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
