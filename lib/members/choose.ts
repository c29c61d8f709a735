import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { businessCookie } from "@/lib/supabase/session";

/** Remembers which of their businesses a person looks at; the gate checks the membership each time. */
export async function chooseBusiness(businessId: string): Promise<void> {
  (await cookies()).set(businessCookie, businessId, {
    httpOnly: true,
    sameSite: "lax",
    secure: env().APP_URL.startsWith("https:"),
    path: "/",
    maxAge: 60 * 60 * 24 * 365,
  });
}
