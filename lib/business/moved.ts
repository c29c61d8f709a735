import "server-only";
import { headers } from "next/headers";
import { permanentRedirect } from "next/navigation";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { isSlug } from "./data";
import { movedPath } from "./moved-path";

/**
 * Sends on whoever comes with an address that a business or its service had before; whatever else the address says goes
 * along. Returns when there is no other address: the page is missing then.
 */
export async function followMove(business: string, service?: string): Promise<void> {
  if (!isSlug(business) || (service !== undefined && !isSlug(service))) return;
  const here = (await headers()).get("x-pathname") ?? "/";
  const now = await callFunction<{ ok: true; business: string; service: string | null } | Refusal>(
    "present_address",
    { p_business: business, p_service: service ?? null },
  );
  if (!now.ok) return;
  const found = now as { business: string; service: string | null };
  const path = movedPath(here, { business, service }, found);
  if (path) permanentRedirect(path);
}
