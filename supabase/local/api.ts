import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { inspect } from "node:util";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import nodemailer from "nodemailer";
import pg from "pg";
import { withParity } from "./errors.ts";
import { chooseLanguage, mailTemplates } from "./mail-templates.ts";
import type { Secrets } from "./secrets.ts";

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const POOL_SIZE = 10;
/** The address that a request for an auth mail named as its `redirect_to`, while it is answered. */
const redirectTo = new AsyncLocalStorage<string>();

export interface Api {
  url: string;
  /** Forgets what it knows of the schema; the next request looks again. */
  reloadSchema(): Promise<void>;
  /** Drops its database connections and opens new ones: around a reset of the database. */
  reconnect(): Promise<void>;
  stop(): Promise<void>;
}

/** Something that may answer a request before the API does (the edge functions' gateway). */
export type Gateway = (
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

/**
 * Serves the Supabase-compatible API (/rest/v1, /auth/v1 and, through `gateway`, /functions/v1) on
 * 127.0.0.1. Auth mail goes out through `smtpUrl`; without one it goes nowhere.
 */
export async function startApi(options: {
  port: number;
  /** As a superuser: the API switches to the caller's role in each transaction. */
  databaseUrl: string;
  secrets: Secrets;
  /** Where the app is, for the links in auth mail. */
  appUrl: string;
  smtpUrl?: string;
  gateway?: Gateway;
}): Promise<Api> {
  process.env.LITE_TELEMETRY = "0";
  const { secrets } = options;
  const email = mailDriver(options.smtpUrl, options.appUrl);

  function open() {
    const connection = createPostgresConnection({
      url: options.databaseUrl,
      postgresOptions: {
        max: POOL_SIZE,
        onnotice: () => {},
        types: { json: jsonType(114), jsonb: jsonType(3802) },
        connection: { application_name: "daybook-api", search_path: "public, extensions" },
      },
    });
    // Left "unknown", its first request would grant everything in every schema with row-level
    // security to the API roles and so undo the migrations' revokes.
    (connection as unknown as { rlsState: string }).rlsState = "active";
    const inner = connection.withContext.bind(connection) as (
      ...args: unknown[]
    ) => Promise<unknown>;
    connection.withContext = (async (...args: unknown[]) => {
      try {
        return await inner(...args);
      } catch (error) {
        const vars = args[0] as { auth?: { role?: string } } | undefined;
        throw withParity(error, (vars?.auth?.role ?? "anon") === "anon");
      }
    }) as typeof connection.withContext;
    // It logs every refused query with its stack; a line says as much.
    const normalize = connection.normalizeDbError.bind(connection);
    connection.normalizeDbError = (error) => withShortLog(normalize(error));
    const app = new App({
      connection,
      api: { schemas: ["public"], max_rows: 1000 },
      studio: { enabled: false },
      auth: {
        enabled: true,
        jwt_secret: secrets.jwtSecret,
        jwt_expiry: 3600,
        publishable_key: secrets.publishableKey,
        secret_key: secrets.secretKey,
        site_url: options.appUrl,
        additional_redirect_urls: [`${options.appUrl}/**`],
        enable_signup: true,
        enable_refresh_token_rotation: true,
        minimum_password_length: 8,
        email: {
          enable_signup: true,
          enable_confirmations: true,
          double_confirm_changes: true,
          max_frequency: "1s",
          otp_length: 6,
          otp_expiry: 3600,
          template: mailTemplates(),
        },
      },
      options: { drivers: { email }, server: { admin: false, disableStudio: true } },
    } as ConstructorParameters<typeof App>[0]);
    return { connection, app };
  }

  let current = open();
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      console.error("api:", error);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end('{"message":"internal error"}');
    });
  });
  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${options.port}`);
    if (await options.gateway?.(url.pathname, request, response)) return;
    const body = await readBody(request, response);
    if (body === null) return;
    const answer = await redirectTo.run(url.searchParams.get("redirect_to") ?? "", () =>
      current.app.fetch(
        new Request(url, {
          method: request.method ?? "GET",
          headers: headersOf(request),
          body: body.length > 0 ? new Uint8Array(body) : null,
        }),
        { peerAddress: request.socket.remoteAddress ?? null },
      ),
    );
    await sendAnswer(answer, response);
  }

  const listener = await listenForReload(options.databaseUrl, () =>
    current.connection.clearSchemaCache(),
  );
  await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${options.port}`,
    reloadSchema: () => current.connection.clearSchemaCache(),
    async reconnect() {
      const old = current;
      current = open();
      await closed(old.connection);
      await listener.restart();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await listener.stop();
      await closed(current.connection);
    },
  };
}

/**
 * Closes a pool, but waits no longer than a query may take: what was under way on a connection that a reset has cut is
 * never answered, and the pool would wait for it for ever.
 */
async function closed(connection: { close(): Promise<void> }): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  await Promise.race([
    connection.close().catch(() => {}),
    new Promise((resolve) => {
      patience = setTimeout(resolve, 3_000);
    }),
  ]);
  clearTimeout(patience);
}

function withShortLog<T>(error: T): T {
  if (error instanceof Error) {
    Object.defineProperty(error, inspect.custom, { value: () => `api: ${error.message}` });
  }
  return error;
}

/** Node's request headers as fetch's. */
export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

/** The whole body; null when it is too big and 413 has been answered. */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      response.writeHead(413, { "content-type": "application/json", connection: "close" });
      response.end('{"message":"request body too large"}');
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Passes a fetch response on, streaming its body. */
export async function sendAnswer(answer: Response, response: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of answer.headers) {
    if (name !== "set-cookie" && name !== "content-encoding" && name !== "transfer-encoding") {
      headers[name] = value;
    }
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  if (answer.headers.has("content-encoding")) delete headers["content-length"];
  response.writeHead(answer.status, headers);
  if (answer.body) {
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      response.write(chunk);
    }
  }
  response.end();
}

function mailDriver(smtpUrl: string | undefined, siteUrl: string) {
  const transport = smtpUrl ? nodemailer.createTransport(smtpUrl) : undefined;
  return {
    async send(message: { to: string; subject: string; html?: string }) {
      const asked = { redirectTo: redirectTo.getStore() ?? "", siteUrl };
      const html = chooseLanguage(message.html ?? "", asked);
      await transport?.sendMail({
        from: '"Daybook" <no-reply@daybook.example>',
        to: message.to,
        subject: chooseLanguage(message.subject, asked),
        html,
        text: asText(html),
      });
    },
  };
}

/** The templates' words without their markup; a link becomes its address. */
function asText(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>|<title[\s\S]*?<\/title>/g, "")
    .replace(/<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g, "$2: $1")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&amp;", "&")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** PostgREST reloads its picture of the schema on `notify pgrst`; so does this. */
async function listenForReload(databaseUrl: string, reload: () => Promise<void>) {
  let client: pg.Client | undefined;
  async function start() {
    client = new pg.Client({ connectionString: databaseUrl, application_name: "daybook-reload" });
    client.on("notification", () => void reload());
    client.on("error", () => {});
    await client.connect();
    await client.query("listen pgrst");
  }
  await start();
  return {
    async restart() {
      await client?.end().catch(() => {});
      await start();
    },
    async stop() {
      await client?.end().catch(() => {});
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** The API has made JSON text of what it passes already; made again, it would arrive as one string. */
function jsonType(oid: number) {
  return {
    to: oid,
    from: [oid],
    serialize: (value: unknown) =>
      typeof value === "string" && isJson(value) ? value : JSON.stringify(value),
    parse: (text: string) => JSON.parse(text),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
