import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
}

/** What a document of lines reads like. */
export function plain(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div)\b[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: object;
  /** Instead of a body of JSON. */
  text?: string;
}

/**
 * A small server of JSON for the tests' providers.
 * @param port 0 = any that is free
 */
export async function jsonServer(
  handle: (asked: Asked, base: string) => Answer | Promise<Answer>,
  port = 0,
) {
  let planned: Answer[] = [];
  const seen: { method: string; path: string }[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const url = new URL(request.url ?? "/", base);
    const form = request.headers["content-type"]?.includes("form");
    const body = form
      ? Object.fromEntries(new URLSearchParams(text))
      : text
        ? JSON.parse(text)
        : {};
    const asked = { method: request.method ?? "GET", url, headers: request.headers, body };
    const isSignIn = url.pathname.endsWith("/token");
    if (!isSignIn) seen.push({ method: asked.method, path: url.pathname });
    const answer = (isSignIn ? undefined : planned.shift()) ?? (await handle(asked, base));
    response.writeHead(answer.status ?? 200, {
      "content-type": "application/json",
      ...answer.headers,
    });
    response.end(answer.text ?? (answer.body ? JSON.stringify(answer.body) : ""));
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    seen,
    plan(answers: Answer[]) {
      planned = answers;
    },
    counts: () => ({
      requests: seen.length,
      writes: seen.filter(
        ({ method, path }) => method !== "GET" && !/watch|stop|subscriptions/.test(path),
      ).length,
    }),
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
