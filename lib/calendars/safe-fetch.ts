import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import ipaddr from "ipaddr.js";
import { ProviderAway, ProviderRefused } from "./port.ts";

export interface SafeFetchOptions {
  /** Tests read calendars of their own machine; nobody else may. */
  allowPrivate: boolean;
  maxBytes?: number;
  timeoutMs?: number;
}

const MAX_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 5;

/**
 * A fetch for addresses that people type. The name is resolved here, every address that it has must be a public one, and
 * the connection goes to the very address that was checked, so that a name which answers differently the second time
 * gains nothing. Redirects are followed under the same rules, without passwords to another host. At most 5 MB (after
 * unpacking) and 20 seconds in all.
 * @throws ProviderRefused: bad_address, private_address, too_large, too_many_redirects; ProviderAway: timeout, unreachable
 */
export function safeFetch(options: SafeFetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const request = input instanceof Request ? input : null;
    let url = addressOf(request ? request.url : String(input));
    let method = (init.method ?? request?.method ?? "GET").toUpperCase();
    let body = await bytesOf(init.body ?? (request ? await request.text() : null));
    const headers = new Headers(init.headers ?? request?.headers);
    const deadline = Date.now() + (options.timeoutMs ?? TIMEOUT_MS);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await once(url, { method, headers, body, deadline }, options);
      const target = answer.headers.get("location");
      if (!target || ![301, 302, 303, 307, 308].includes(answer.status)) return answer;
      if (init.redirect === "manual") return answer;
      const next = addressOf(new URL(target, url).href);
      if (next.host !== url.host || next.protocol !== url.protocol) headers.delete("authorization");
      if (answer.status === 303 || (answer.status < 307 && method === "POST")) {
        method = "GET";
        body = null;
      }
      url = next;
    }
    throw new ProviderRefused("too_many_redirects");
  };
}

/** An http address without a name in it; webcal: is what calendar links are written with. */
export function addressOf(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.trim().replace(/^webcals?:/i, "https:"));
  } catch {
    throw new ProviderRefused("bad_address");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new ProviderRefused("bad_address");
  return url;
}

/** Whether an address belongs to the public internet: not to this machine, its network, or a protocol's own use. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in an IPv6 coat is judged as what it is.
  return ipaddr.process(address).range() === "unicast";
}

async function resolve(
  host: string,
  allowPrivate: boolean,
): Promise<{ address: string; family: number }> {
  const bare = host.replace(/^\[|\]$/g, "");
  let found: { address: string; family: number }[];
  if (isIP(bare)) found = [{ address: bare, family: isIP(bare) }];
  else {
    try {
      found = await lookup(bare, { all: true });
    } catch {
      throw new ProviderAway("unreachable");
    }
  }
  if (!allowPrivate && found.some(({ address }) => !isPublicAddress(address))) {
    throw new ProviderRefused("private_address");
  }
  const [first] = found;
  if (!first) throw new ProviderAway("unreachable");
  return first;
}

async function once(
  url: URL,
  {
    method,
    headers,
    body,
    deadline,
  }: { method: string; headers: Headers; body: Uint8Array | null; deadline: number },
  options: SafeFetchOptions,
): Promise<Response> {
  const target = await resolve(url.hostname, options.allowPrivate);
  const left = deadline - Date.now();
  if (left <= 0) throw new ProviderAway("timeout");
  const sent: Record<string, string> = {
    "accept-encoding": "gzip, deflate, br",
    "user-agent": "Daybook",
  };
  headers.forEach((value, name) => {
    sent[name] = value;
  });
  if (body) sent["content-length"] = String(body.byteLength);
  if (url.username && !sent.authorization) {
    const pair = `${decoded(url.username)}:${decoded(url.password)}`;
    sent.authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  }
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  return new Promise((settle, fail) => {
    const request = send(
      {
        host: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port || (url.protocol === "https:" ? 443 : 80),
        path: `${url.pathname}${url.search}`,
        method,
        headers: { host: url.host, ...sent },
        // The address that was checked, whatever the name says a moment later.
        lookup: (_host, settings, done) => {
          const answer = done as (error: null, address: unknown, family?: number) => void;
          if ((settings as { all?: boolean }).all) answer(null, [target]);
          else answer(null, target.address, target.family);
        },
      },
      (answer) => {
        read(answer, options.maxBytes ?? MAX_BYTES).then((bytes) => {
          clearTimeout(timer);
          settle(responseOf(answer, bytes));
        }, stop);
      },
    );
    const stop = (error: unknown) => {
      clearTimeout(timer);
      request.destroy();
      fail(
        error instanceof ProviderRefused || error instanceof ProviderAway
          ? error
          : new ProviderAway("unreachable"),
      );
    };
    const timer = setTimeout(() => stop(new ProviderAway("timeout")), left);
    request.on("error", stop);
    request.end(body ?? undefined);
  });
}

/** What somebody typed into an address may be no proper encoding of anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function read(answer: IncomingMessage, limit: number): Promise<Uint8Array> {
  if (Number(answer.headers["content-length"] ?? 0) > limit) throw new ProviderRefused("too_large");
  const packed = String(answer.headers["content-encoding"] ?? "").toLowerCase();
  const unpack =
    packed === "gzip"
      ? createGunzip()
      : packed === "br"
        ? createBrotliDecompress()
        : packed === "deflate"
          ? createInflate()
          : null;
  if (unpack) answer.on("error", (error) => unpack.destroy(error));
  const parts: Uint8Array[] = [];
  let size = 0;
  // The limit is on what comes out: a small file may unpack to a very large one.
  for await (const part of (unpack ? answer.pipe(unpack) : answer) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > limit) throw new ProviderRefused("too_large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function responseOf(answer: IncomingMessage, bytes: Uint8Array): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name === "content-encoding" || name === "content-length" || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  const status = answer.statusCode ?? 502;
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : new Uint8Array(bytes), {
    status,
    statusText: answer.statusMessage ?? "",
    headers,
  });
}

async function bytesOf(body: unknown): Promise<Uint8Array | null> {
  if (body === null || body === undefined || body === "") return null;
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}
