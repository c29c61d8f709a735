"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { env } from "@/lib/env";
import { businessCookie, memberships } from "@/lib/supabase/session";

/** Looks at another of the person's businesses; a business that they do not belong to changes nothing. */
export async function switchBusiness(businessId: string): Promise<void> {
  const mine = await memberships();
  if (mine.some((one) => one.businessId === businessId)) {
    (await cookies()).set(businessCookie, businessId, {
      httpOnly: true,
      sameSite: "lax",
      secure: env().APP_URL.startsWith("https:"),
      path: "/",
      maxAge: 60 * 60 * 24 * 365,
    });
  }
  redirect("/dashboard");
}
