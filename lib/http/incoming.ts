import { type IncomingMessage, Server, type ServerResponse } from "node:http";

/**
 * Looks at every request of this process before Next does, for three things that Next leaves open:
 * - It adds the connection's address as X-Forwarded-For only where that header is missing, so that without a proxy in
 *   front anybody could choose the address that they are throttled by.
 * - An address that cannot be decoded (`/%E0%A4%A`) ends as a 500; it is the client's mistake.
 * - So does TRACE, a method that the platform's Request refuses to be made with.
 * @param trustForwarded whether a proxy of ours stands in front and writes X-Forwarded-For
 */
export function guardRequests(trustForwarded: boolean): void {
  const emit = Server.prototype.emit as (event: string | symbol, ...args: unknown[]) => boolean;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]) {
    if (event === "request") {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      if (!trustForwarded) delete request.headers["x-forwarded-for"];
      if (!isDecodable(request.url ?? "/")) {
        return refuse(response, 400, "bad_address", "This address cannot be read.");
      }
      if (request.method === "TRACE") {
        return refuse(response, 405, "method_not_allowed", "This cannot be asked for.");
      }
    }
    return emit.call(this, event, ...args);
  } as typeof emit;
}

function refuse(response: ServerResponse, status: number, code: string, message: string): true {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ error: { code, message } }));
  return true;
}

function isDecodable(url: string): boolean {
  const path = url.split("?", 1)[0] ?? "";
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
