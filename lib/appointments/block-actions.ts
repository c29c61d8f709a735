"use server";

import { fieldErrors } from "@/lib/http/body";
import { whyNotMember } from "@/lib/supabase/session";
import { type BlockedTimeInput, blockedTime } from "./desk-schema";
import { deskMember } from "./gate";

export type Blocked =
  /** `standing`: appointments that lie in the time and stay. */
  | { ok: true; ids: string[]; standing: number }
  | { ok: false; code: string; fields?: Record<string, string> };

/** Blocks a time for one or several people: customers are not offered it any more. */
export async function blockTimeAction(
  businessId: string,
  form: BlockedTimeInput,
): Promise<Blocked> {
  const desk = await deskMember(businessId);
  if (!desk) return { ok: false, code: await whyNotMember(businessId) };
  const input = blockedTime.safeParse(form);
  if (!input.success) return { ok: false, code: "invalid", fields: fieldErrors(input.error) };
  const { staffIds, start, end, reason, calledOff } = input.data;
  if (!staffIds.every(desk.mayActFor)) return { ok: false, code: "forbidden" };
  const { db, businessId: id } = desk.member;
  const span = { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
  const { data, error } = await db
    .from("time_off")
    .insert(
      staffIds.map((staffId) => ({
        business_id: id,
        staff_id: staffId,
        starts_at: span.from,
        ends_at: span.to,
        reason,
        called_off: calledOff,
      })),
    )
    .select("id");
  if (error) throw new Error(`blocked time: ${error.message}`);
  const { count } = await db
    .from("appointments")
    .select("id", { count: "exact", head: true })
    .eq("business_id", id)
    .in("staff_id", staffIds)
    .eq("active", true)
    .lt("starts_at", span.to)
    .gt("ends_at", span.from);
  return { ok: true, ids: data.map((row) => row.id), standing: count ?? 0 };
}

/** Takes blocked time away again; what is gone already is no fault. */
export async function freeTimeAction(
  businessId: string,
  ids: string[],
): Promise<{ ok: true } | { ok: false; code: string }> {
  const desk = await deskMember(businessId);
  if (!desk) return { ok: false, code: await whyNotMember(businessId) };
  const { db, businessId: id } = desk.member;
  const wanted = ids.filter((one) => /^[0-9a-f-]{36}$/.test(one)).slice(0, 100);
  const { data, error } = await db
    .from("time_off")
    .select("id, staff_id")
    .eq("business_id", id)
    .in("id", wanted);
  if (error) throw new Error(`blocked time: ${error.message}`);
  if (!data.every(({ staff_id }) => desk.mayActFor(staff_id))) {
    return { ok: false, code: "forbidden" };
  }
  const { error: kept } = await db.from("time_off").delete().eq("business_id", id).in("id", wanted);
  if (kept) throw new Error(`blocked time: ${kept.message}`);
  return { ok: true };
}
