/** Runs once when a server process starts: a missing setting stops it here, with its name. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { env } = await import("@/lib/env");
    if (env().TRUSTED_PROXIES === 0) {
      const { ignoreForwardedAddresses } = await import("@/lib/http/forwarded");
      ignoreForwardedAddresses();
    }
  }
}
