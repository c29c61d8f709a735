import "server-only";
import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { sessionCookie } from "./cookie";
import type { Database } from "./database.types";

export type SessionClient = SupabaseClient<Database>;

/** A client that acts as the person of this request; what it may see is decided by row-level security. */
export async function sessionClient(): Promise<SessionClient> {
  const jar = await cookies();
  return createServerClient<Database>(
    env().NEXT_PUBLIC_SUPABASE_URL,
    env().NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    {
      cookieOptions: sessionCookie(env().APP_URL),
      cookies: {
        getAll: () => jar.getAll(),
        setAll: (written) => {
          try {
            for (const { name, value, options } of written) jar.set(name, value, options);
          } catch {
            // A page that renders cannot set cookies; the middleware has refreshed them already.
          }
        },
      },
    },
  );
}
