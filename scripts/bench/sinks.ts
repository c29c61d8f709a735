import { createServer as createHttpServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, createServer, type Server as NetServer, type Socket } from "node:net";

/** A server that takes every message and keeps only how often each one came, by its outbox id. */
export interface Sink {
  url: string;
  arrived: Map<string, number>;
  stop(): Promise<void>;
}

/**
 * As little of an SMTP server as nodemailer needs, so that the sink takes no time from those that are measured. A message
 * is known by its Message-ID.
 */
export async function startSmtpSink(): Promise<Sink> {
  const arrived = new Map<string, number>();
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    let body = "";
    let inBody = false;
    let rest = "";
    socket.write("220 sink\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      if (inBody) return takeBody(text);
      rest += text;
      for (let end = rest.indexOf("\r\n"); end >= 0 && !inBody; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        command(line.slice(0, 4).toUpperCase());
      }
      if (inBody && rest !== "") takeBody(rest);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));

    function command(name: string) {
      if (name === "EHLO") socket.write("250-sink\r\n250 8BITMIME\r\n");
      else if (name === "DATA") {
        inBody = true;
        body = "";
        socket.write("354 go on\r\n");
      } else if (name === "QUIT") socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    }

    function takeBody(text: string) {
      rest = "";
      body += text;
      if (!body.endsWith("\r\n.\r\n")) return;
      inBody = false;
      count(arrived, /^Message-ID: <([^@>]+)@/im.exec(body)?.[1]);
      socket.write("250 taken\r\n");
    }
  });
  await listening(server);
  return {
    arrived,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** As much of Resend as it takes: accepts, and knows what it has accepted by its idempotency key. */
export async function startResendSink(): Promise<Sink> {
  const arrived = new Map<string, number>();
  return httpSink(arrived, (request) => {
    const key = String(request.headers["idempotency-key"]);
    count(arrived, key);
    return { status: 200, body: { id: key } };
  });
}

/** As much of Twilio: takes text messages, each known by the address that its status is to be told to. */
export async function startTwilioSink(): Promise<Sink> {
  const arrived = new Map<string, number>();
  return httpSink(arrived, (_, form) => {
    const fields = new URLSearchParams(form);
    const id = new URL(fields.get("StatusCallback") ?? "").searchParams.get("message") ?? undefined;
    count(arrived, id);
    return {
      status: 201,
      body: { sid: `SM${id?.replaceAll("-", "")}`, num_segments: "1", status: "queued" },
    };
  });
}

async function httpSink(
  arrived: Map<string, number>,
  take: (request: IncomingMessage, body: string) => { status: number; body: object },
): Promise<Sink> {
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = take(request, Buffer.concat(chunks).toString("latin1"));
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer.body));
    });
  });
  await listening(server);
  return {
    arrived,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function count(arrived: Map<string, number>, id = "unknown") {
  arrived.set(id, (arrived.get(id) ?? 0) + 1);
}

function listening(server: NetServer | Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}
