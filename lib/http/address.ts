/**
 * The address that a request comes from.
 * @param headers the request's
 * @param trustedProxies how many proxies of ours append to X-Forwarded-For; whatever stands further left was written
 *   by the client and proves nothing. With 0, Next's own server has set the header from the connection.
 */
export function clientAddress(headers: Headers, trustedProxies: number): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-Math.max(1, trustedProxies)) || "unknown";
}
