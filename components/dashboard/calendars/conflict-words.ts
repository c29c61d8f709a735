import type { Conflict } from "@/lib/calendars/data";
import { formatDayTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { theirSpan } from "./their-span";

/** A conflict in words. */
export interface ConflictRow {
  id: string;
  kind: "overlap" | "moved" | "deleted";
  /** "Clara Nowak, Cut" or "Yoga, 3 people". */
  what: string;
  when: string;
  who: string;
  /** What happened, in a sentence. */
  why: string;
  theirs: string;
  session: boolean;
}

/** Puts a conflict into words, in the business's zone. */
export function conflictRow(conflict: Conflict, desk: Desk, zone: string): ConflictRow {
  const { appointment, kind } = conflict;
  const open = appointment.bookings.filter(
    ({ status }) => status === "pending" || status === "confirmed",
  );
  const session = appointment.capacity > 1;
  const who = desk.people.find(({ id }) => id === conflict.staffId)?.name ?? "";
  const theirs = theirSpan(conflict.start, conflict.end, zone, desk.locale);
  return {
    id: conflict.id,
    kind,
    what: session
      ? `${appointment.service}, ${open.reduce((sum, { party }) => sum + party, 0)} people`
      : `${open[0]?.name ?? ""}, ${appointment.service}`,
    when: formatDayTime(appointment.start, zone, desk.locale),
    who,
    why: whyOf(kind, who, theirs, conflict.calendar),
    theirs,
    session,
  };
}

function whyOf(kind: Conflict["kind"], who: string, theirs: string, calendar: string): string {
  if (kind === "overlap") return `${who} has something else then: ${theirs} in “${calendar}”.`;
  if (kind === "moved") return `${who} moved it to ${theirs} in “${calendar}”.`;
  return `${who} deleted it in “${calendar}”.`;
}
