import "server-only";
import { z } from "zod";
import { callFunction } from "@/lib/supabase/functions";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId, Member } from "@/lib/supabase/session";
import { myStaffIds } from "../appointments/mine";
import { entryData } from "./out-entry";
import type { LogFacts } from "./words";

/** A connected account, as its page and the list show it. */
export interface Connection {
  id: string;
  staffId: string;
  provider: string;
  account: string;
  status: string;
  errorCode: string | null;
  failures: number;
  lastSuccessAt: string | null;
  nextSyncAt: string;
  /** Somebody has disconnected it, and what is to be done over there is being done. */
  leaving: boolean;
  calendars: ConnectedCalendar[];
}

export interface ConnectedCalendar {
  id: string;
  name: string;
  color: string | null;
  writable: boolean;
  blocks: boolean;
  receives: boolean;
  privacy: "details" | "busy";
}

const COLUMNS =
  "id, staff_id, provider, account, status, error_code, failures, last_success_at, next_sync_at, leaving_until, calendars(id, name, color, writable, blocks, receives, privacy, created_at)";

/** The connected accounts that the signed-in person may see, in the order in which they were connected. */
export async function connectionsOf(
  db: SessionClient,
  businessId: BusinessId,
): Promise<Connection[]> {
  const { data, error } = await db
    .from("calendar_connections")
    .select(COLUMNS)
    .eq("business_id", businessId)
    .order("created_at");
  if (error) throw new Error(`calendar connections: ${error.message}`);
  return data.map((row) => ({
    id: row.id,
    staffId: row.staff_id,
    provider: row.provider,
    account: row.account,
    status: row.status,
    errorCode: row.error_code,
    failures: row.failures,
    lastSuccessAt: row.last_success_at,
    nextSyncAt: row.next_sync_at,
    leaving: row.leaving_until !== null,
    calendars: row.calendars
      // One's own before those that can only be read; calendars of a school or of holidays there are many.
      .sort(
        (a, b) =>
          Number(b.writable) - Number(a.writable) ||
          a.created_at.localeCompare(b.created_at) ||
          a.name.localeCompare(b.name),
      )
      .map((one) => ({
        id: one.id,
        name: one.name,
        color: one.color,
        writable: one.writable,
        blocks: one.blocks,
        receives: one.receives,
        privacy: one.privacy === "busy" ? "busy" : "details",
      })),
  }));
}

/** The accounts that no longer let Daybook in, as far as the signed-in person may see them. */
export async function expiredConnections(
  db: SessionClient,
  businessId: BusinessId,
): Promise<{ id: string; account: string; staffId: string }[]> {
  const { data, error } = await db
    .from("calendar_connections")
    .select("id, account, staff_id")
    .eq("business_id", businessId)
    .eq("status", "expired")
    .order("created_at");
  if (error) throw new Error(`calendar connections: ${error.message}`);
  return data.map(({ id, account, staff_id }) => ({ id, account, staffId: staff_id }));
}

export interface LogEntry {
  id: number;
  kind: string;
  facts: LogFacts;
  at: string;
  /** The booking that it is about, for those who may see it; sessions have none. */
  booking: { id: string; name: string } | null;
}

/** The last hundred lines of a connection's log, the newest first. */
export async function logOf(db: SessionClient, connectionId: string): Promise<LogEntry[]> {
  const { data, error } = await db
    .from("calendar_log")
    .select("id, kind, facts, at")
    .eq("connection_id", connectionId)
    .order("id", { ascending: false })
    .limit(100);
  if (error) throw new Error(`calendar log: ${error.message}`);
  const lines = data.map((row) => ({ ...row, facts: (row.facts ?? {}) as LogFacts }));
  const subjects = [...new Set(lines.flatMap(({ facts }) => facts.subject ?? []).map(String))];
  const names = new Map<string, string>();
  if (subjects.length > 0) {
    const found = await db.from("bookings").select("id, contact_name").in("id", subjects);
    if (found.error) throw new Error(`bookings of the calendar log: ${found.error.message}`);
    for (const { id, contact_name } of found.data) names.set(id, contact_name);
  }
  return lines.map((line) => {
    const id = String(line.facts.subject ?? "");
    const name = names.get(id);
    return { ...line, booking: name === undefined ? null : { id, name } };
  });
}

const conflict = z.object({
  id: z.uuid(),
  kind: z.enum(["overlap", "moved", "deleted"]),
  start: z.string(),
  end: z.string(),
  staffId: z.uuid(),
  calendar: z.string(),
  calendarId: z.uuid(),
  /** The booking; of a session the appointment. */
  subjectId: z.uuid(),
  appointment: entryData,
});
export type Conflict = z.infer<typeof conflict>;

/** What waits for a decision, as far as the signed-in person may decide it. */
export async function conflictsFor(member: Member): Promise<Conflict[]> {
  const mine = member.membership.role === "staff" ? await myStaffIds(member) : null;
  if (mine?.length === 0) return [];
  const rows = await callFunction<unknown>("calendar_conflicts_of", {
    p_business: member.businessId,
    p_staff: mine ? `{${mine.join(",")}}` : null,
  });
  return z.array(conflict).parse(rows);
}

/** How much waits for a decision, as far as the signed-in person may see it. */
export async function countConflicts(db: SessionClient, businessId: BusinessId): Promise<number> {
  const { count, error } = await db
    .from("calendar_conflicts")
    .select("id", { count: "exact", head: true })
    .eq("business_id", businessId)
    .eq("status", "open");
  if (error) throw new Error(`calendar conflicts: ${error.message}`);
  return count ?? 0;
}

/** What the business lets its staff's own calendars do. */
export async function calendarPolicy(
  db: SessionClient,
  businessId: BusinessId,
): Promise<"apply" | "ask" | "undo"> {
  const { data, error } = await db
    .from("businesses")
    .select("calendar_policy")
    .eq("id", businessId)
    .single();
  if (error) throw new Error(`calendar policy: ${error.message}`);
  return data.calendar_policy === "ask" || data.calendar_policy === "undo"
    ? data.calendar_policy
    : "apply";
}
