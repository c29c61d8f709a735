/**
 * How the session's cookies are set: out of reach for scripts, not sent along from other sites, and only over TLS
 * where the app itself is reached over TLS.
 */
export function sessionCookie(appUrl: string) {
  return {
    name: "daybook-session",
    path: "/",
    httpOnly: true,
    sameSite: "lax" as const,
    secure: appUrl.startsWith("https:"),
    maxAge: 60 * 60 * 24 * 180,
  };
}
