import { Server } from "node:http";

/**
 * Makes this process's servers forget an X-Forwarded-For that a client sends. Next only adds the connection's address
 * where the header is missing, so that without a proxy in front anybody could choose the address that they are throttled
 * by. For installations without trusted proxies.
 */
export function ignoreForwardedAddresses(): void {
  const emit = Server.prototype.emit as (event: string | symbol, ...args: unknown[]) => boolean;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]) {
    if (event === "request") {
      const [request] = args as [{ headers: Record<string, unknown> }];
      delete request.headers["x-forwarded-for"];
    }
    return emit.call(this, event, ...args);
  } as typeof emit;
}
