import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { currentPerson, memberships } from "@/lib/supabase/session";

const COOKIE = "daybook-recovery";
const SECONDS = 15 * 60;

/** Notes on this device that its person has just proven their address and may set a password without the old one. */
export async function allowNewPassword(): Promise<void> {
  (await cookies()).set(COOKIE, "1", {
    httpOnly: true,
    sameSite: "lax",
    secure: env().APP_URL.startsWith("https:"),
    path: "/reset",
    maxAge: SECONDS,
  });
}

/**
 * Whether a new password may be chosen here: somebody is signed in, and came by a recovery code or link.
 * @param once takes the permission away
 */
export async function mayChoosePassword({ once = false } = {}): Promise<boolean> {
  const jar = await cookies();
  const allowed = jar.has(COOKIE) && (await currentPerson()) !== null;
  if (once) jar.set(COOKIE, "", { path: "/reset", maxAge: 0 });
  return allowed;
}

/** Where somebody who has just signed in goes: where they were heading, else to their business, else to their bookings. */
export async function afterSignIn(next: string): Promise<string> {
  if (next) return next;
  return (await memberships()).length > 0 ? "/dashboard" : "/account";
}
