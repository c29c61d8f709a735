import Link from "next/link";
import type { RosterBooking, TrailEntry } from "@/lib/appointments/schema";
import { formatDayTime, formatTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { kindWords } from "@/lib/notifications/desk-words";

const kinds: Record<string, string> = {
  held: "Began to book",
  requested: "Asked for this time",
  booked: "Booked",
  confirmed: "Confirmed",
  declined: "Declined",
  moved: "Moved",
  edited: "Changed details",
  arrived: "Noted as here",
  not_here: "Noted as not here after all",
  cancelled: "Cancelled",
  completed: "Marked as done",
  no_show: "Marked as did not come",
  reopened: "Put back to confirmed",
  expired: "Ran out",
};

const messageStates: Record<string, string> = {
  queued: "waiting to be sent",
  sending: "being sent",
  sent: "sent",
  dead: "could not be delivered",
  dropped: "not sent",
};

function who(entry: TrailEntry): string {
  if (entry.actor === "customer") return "Customer";
  if (entry.actor === "system") return "Daybook";
  return entry.actorName || "The business";
}

function movedFromTo(entry: TrailEntry, desk: Desk): string | null {
  const { before, after } = entry;
  if (typeof before.start !== "string" || typeof after.start !== "string") return null;
  const day = (instant: unknown) => formatDayTime(String(instant), desk.timeZone, desk.locale);
  const time = (instant: unknown) => formatTime(String(instant), desk.timeZone, desk.locale);
  const parts: string[] = [];
  if (before.start !== after.start) parts.push(`${day(before.start)} → ${day(after.start)}`);
  else if (before.end !== after.end) parts.push(`until ${time(before.end)} → ${time(after.end)}`);
  for (const part of ["staff", "service"] as const) {
    if (before[part] !== after[part]) parts.push(`${before[part]} → ${after[part]}`);
  }
  return parts.join(", ") || null;
}

/** Everything that happened to a booking, oldest first, and what was written about it. */
export function Trail({ booking, desk }: { booking: RosterBooking; desk: Desk }) {
  const when = (instant: string) => formatDayTime(instant, desk.timeZone, desk.locale);
  return (
    <div className="space-y-4">
      <ol className="space-y-2.5">
        {booking.trail.map((entry) => (
          <li key={entry.id} className="flex gap-3">
            <span
              aria-hidden="true"
              className="mt-2 size-1.5 shrink-0 rounded-full bg-line-strong"
            />
            <div className="min-w-0">
              <p>{kinds[entry.kind] ?? entry.kind}</p>
              {entry.kind === "moved" && movedFromTo(entry, desk) && (
                <p className="tabular text-muted text-sm">{movedFromTo(entry, desk)}</p>
              )}
              {entry.note && <p className="break-words text-muted text-sm">“{entry.note}”</p>}
              <p className="text-muted text-sm">
                {who(entry)}, <time dateTime={entry.at}>{when(entry.at)}</time>
              </p>
            </div>
          </li>
        ))}
      </ol>
      {booking.messages.length > 0 && (
        <div>
          <h4 className="text-sm">
            <Link href={`/dashboard/messages?booking=${booking.id}`} className="prose-link">
              All messages about this booking
            </Link>
          </h4>
          <ul className="mt-1.5 space-y-2">
            {booking.messages.map((message) => (
              <li key={message.id} className="text-sm">
                <Link href={`/dashboard/messages/${message.id}`} className="prose-link">
                  {kindWords[message.kind] ?? "Message"}
                </Link>
                :{" "}
                <span className={message.status === "dead" ? "text-danger" : "text-muted"}>
                  {messageStates[message.status] ?? message.status}
                </span>
                <span className="block truncate text-muted">
                  {message.recipient},{" "}
                  <time dateTime={message.sentAt ?? message.dueAt}>
                    {when(message.sentAt ?? message.dueAt)}
                  </time>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
