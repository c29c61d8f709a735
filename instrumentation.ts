/** Runs once when a server process starts: a missing setting stops it here, with its name. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { env } = await import("@/lib/env");
    const { guardRequests } = await import("@/lib/http/incoming");
    guardRequests(env().TRUSTED_PROXIES > 0);
  }
}
