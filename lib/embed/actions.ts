"use server";

import { revalidatePath } from "next/cache";
import { findMember } from "@/lib/supabase/session";
import { saveSites } from "./mutations";
import { readSites } from "./origins";

export type SitesState =
  | { status: "saved"; origins: string[] }
  | { status: "invalid"; problem: string }
  | { status: "forbidden" }
  | null;

/** Saves which websites may show the booking pages; managers. Fields: business, sites (one a line). */
export async function saveSitesAction(_: SitesState, form: FormData): Promise<SitesState> {
  const member = await findMember("manager", String(form.get("business") ?? ""));
  if (!member) return { status: "forbidden" };
  const read = readSites(String(form.get("sites") ?? "").slice(0, 10_000));
  if (!read.ok) return { status: "invalid", problem: read.problem };
  if (!(await saveSites(member.db, member.businessId, read.origins)))
    return { status: "forbidden" };
  revalidatePath("/dashboard/settings/embed");
  return { status: "saved", origins: read.origins };
}
