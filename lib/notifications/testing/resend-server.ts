import { createServer } from "node:http";

interface Call {
  key: string;
  body: Record<string, unknown>;
}

/** A server that answers POST /emails as Resend documents it: idempotency keys, and errors when told to. */
export async function startResend() {
  const delivered: Call[] = [];
  const known = new Map<string, { text: string; id: string }>();
  const failures: { status: number; name: string; message?: string }[] = [];
  let authorization = "";
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    request.on("end", () => {
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      const refuse = (statusCode: number, name: string, message = name) =>
        answer(statusCode, { statusCode, name, message });
      authorization = request.headers.authorization ?? "";
      if (request.method !== "POST" || request.url !== "/emails") return refuse(404, "not_found");
      const failure = failures.shift();
      if (failure) return refuse(failure.status, failure.name, failure.message);
      const key = String(request.headers["idempotency-key"] ?? "");
      const before = known.get(key);
      if (before && before.text !== text) return refuse(409, "invalid_idempotent_request");
      if (before) return answer(200, { id: before.id });
      const id = crypto.randomUUID();
      if (key) known.set(key, { text, id });
      delivered.push({ key, body: JSON.parse(text) as Record<string, unknown> });
      return answer(200, { id });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    /** What went out, once each. */
    delivered,
    /** Errors that the next requests get, one each. */
    failures,
    authorization: () => authorization,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
