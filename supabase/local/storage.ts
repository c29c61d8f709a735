import { timingSafeEqual } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { type Gateway, headersOf, readBody } from "./api.ts";

const ROOT = "/storage/v1/object/";
const LIST = `${ROOT}list/`;
// The buckets that the migrations make on a hosted project, with their limits.
const BUCKETS = new Map([
  ["photos", { types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 4 * 1024 * 1024 }],
]);
const OBJECT = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/**
 * The part of Supabase Storage that the app uses, over a folder: with the secret key the server uploads an object
 * (never over one that is there), lists a folder and removes objects; anybody reads the objects of a public bucket.
 */
export function storageGateway(folder: string, secretKey: string): Gateway {
  return async (path, request, response) => {
    if (!path.startsWith(ROOT)) return false;
    const listed = path.startsWith(LIST) ? path.slice(LIST.length) : null;
    const emptied = request.method === "DELETE" ? path.slice(ROOT.length) : null;
    if (BUCKETS.has(listed ?? emptied ?? "")) {
      if (!isServer(request, secretKey)) {
        return refuse(response, 403, "Unauthorized", "new row violates row-level security policy");
      }
      const body = await readBody(request, response);
      if (body === null) return true;
      const asked = JSON.parse(body.toString("utf8"));
      if (listed !== null) json(response, 200, await list(join(folder, listed), asked));
      else json(response, 200, await remove(join(folder, emptied!), asked.prefixes));
      return true;
    }
    const [bucketName = "", ...rest] = path
      .slice(ROOT.length)
      .replace(/^(public|authenticated)\//, "")
      .split("/");
    const bucket = BUCKETS.get(bucketName);
    const name = rest.join("/");
    if (!bucket || !OBJECT.test(name))
      return refuse(response, 404, "not_found", "Object not found");
    const file = join(folder, bucketName, name);
    if (request.method === "GET" || request.method === "HEAD") return send(file, request, response);
    if (request.method !== "POST") return refuse(response, 405, "not_allowed", "Not here");
    if (!isServer(request, secretKey)) {
      return refuse(response, 403, "Unauthorized", "new row violates row-level security policy");
    }
    const body = await readBody(request, response);
    if (body === null) return true;
    const object = await objectOf(request, body);
    if (!bucket.types.includes(object.type)) {
      return refuse(
        response,
        415,
        "invalid_mime_type",
        `mime type ${object.type} is not supported`,
      );
    }
    if (object.bytes.length > bucket.maxBytes) {
      return refuse(response, 413, "Payload too large", "The object exceeded the maximum size");
    }
    await mkdir(dirname(file), { recursive: true });
    try {
      await writeFile(file, object.bytes, { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      return refuse(response, 409, "Duplicate", "The resource already exists");
    }
    await writeFile(`${file}.type`, object.type);
    json(response, 200, { Key: `${bucketName}/${name}`, Id: name });
    return true;
  };
}

async function send(file: string, request: IncomingMessage, response: ServerResponse) {
  try {
    const [bytes, type] = await Promise.all([readFile(file), readFile(`${file}.type`, "utf8")]);
    response.writeHead(200, { "content-type": type, "content-length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
  } catch {
    refuse(response, 404, "not_found", "Object not found");
  }
  return true;
}

/** What lies directly in a folder of a bucket, by name; a folder in it has neither id nor instant. */
async function list(
  bucket: string,
  { prefix = "", limit = 100, offset = 0 }: { prefix?: string; limit?: number; offset?: number },
) {
  if (prefix !== "" && !OBJECT.test(prefix)) return [];
  const entries = await readdir(join(bucket, prefix), { withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => entry.isDirectory() || !entry.name.endsWith(".type"))
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(offset, offset + limit);
  return Promise.all(
    found.map(async (entry) => {
      if (entry.isDirectory()) return { name: entry.name, id: null, created_at: null };
      const { mtime } = await stat(join(bucket, prefix, entry.name));
      return { name: entry.name, id: join(prefix, entry.name), created_at: mtime.toISOString() };
    }),
  );
}

async function remove(bucket: string, names: string[]) {
  const gone = names.filter((name) => OBJECT.test(name));
  for (const name of gone) {
    await rm(join(bucket, name), { force: true });
    await rm(join(bucket, `${name}.type`), { force: true });
  }
  return gone.map((name) => ({ name }));
}

/** The client sends a Blob as a form, anything else as the body itself. */
async function objectOf(request: IncomingMessage, body: Buffer) {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { type, bytes: new Uint8Array(body) };
  const form = await new Response(new Uint8Array(body), { headers: headersOf(request) }).formData();
  for (const value of form.values()) {
    if (typeof value !== "string") {
      return { type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
    }
  }
  return { type: "", bytes: new Uint8Array() };
}

function isServer(request: IncomingMessage, secretKey: string): boolean {
  const key = Buffer.from(String(request.headers.apikey ?? ""));
  const wanted = Buffer.from(secretKey);
  return key.length === wanted.length && timingSafeEqual(key, wanted);
}

function refuse(response: ServerResponse, status: number, error: string, message: string): true {
  json(response, status, { statusCode: String(status), error, message });
  return true;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
