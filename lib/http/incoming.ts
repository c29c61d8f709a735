import { type IncomingMessage, Server, type ServerResponse } from "node:http";

/**
 * Looks at every request of this process before Next does, for two things that Next leaves open:
 * - It adds the connection's address as X-Forwarded-For only where that header is missing, so that without a proxy in
 *   front anybody could choose the address that they are throttled by.
 * - An address that cannot be decoded (`/%E0%A4%A`) ends as a 500; it is the client's mistake.
 * @param trustForwarded whether a proxy of ours stands in front and writes X-Forwarded-For
 */
export function guardRequests(trustForwarded: boolean): void {
  const emit = Server.prototype.emit as (event: string | symbol, ...args: unknown[]) => boolean;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]) {
    if (event === "request") {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      if (!trustForwarded) delete request.headers["x-forwarded-for"];
      if (!isDecodable(request.url ?? "/")) {
        response.writeHead(400, { "content-type": "application/json; charset=utf-8" });
        response.end('{"error":{"code":"bad_address","message":"This address cannot be read."}}');
        return true;
      }
    }
    return emit.call(this, event, ...args);
  } as typeof emit;
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
