import { CircleCheck, TriangleAlert } from "lucide-react";
import { Notice } from "@/components/ui/states";
import { formatAgo, formatNumber } from "@/lib/format";
import { channelWords } from "@/lib/notifications/desk-words";
import type { Health } from "@/lib/notifications/history";

/** After so long unsent, something is wrong. */
const LATE_MS = 5 * 60_000;

/** How the messages are going, in a line; louder when they are not. @param now epoch milliseconds */
export function HealthLine({
  health,
  now,
  locale,
}: {
  health: Health;
  now: number;
  locale: string;
}) {
  const { waiting, oldestDueAt, scheduled, sentToday, failedThisWeek, resting } = health;
  const late = oldestDueAt !== null && now - Date.parse(oldestDueAt) > LATE_MS;
  const count = (n: number, one: string, many: string) =>
    `${formatNumber(n, locale)} ${n === 1 ? one : many}`;
  if (resting.length > 0 || late) {
    const which = resting.map(({ channel }) => channelWords[channel]).join(", ");
    return (
      <Notice
        tone="warn"
        title={
          resting.length > 0
            ? `${which}: the provider does not answer just now`
            : "Messages are late"
        }
      >
        {count(waiting, "message waits", "messages wait")}
        {oldestDueAt ? `, the oldest since ${formatAgo(oldestDueAt, now, locale)}` : ""}. Nothing is
        lost: they go out in their order as soon as it works again.
      </Notice>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
      <span className="inline-flex items-center gap-2">
        <CircleCheck aria-hidden="true" className="size-5 text-ok" />
        {count(sentToday, "message", "messages")} sent in the last 24 hours
      </span>
      <span>{count(scheduled, "is planned", "are planned")}</span>
      {waiting > 0 && <span>{count(waiting, "is on its way", "are on their way")}</span>}
      {failedThisWeek > 0 && (
        <span className="inline-flex items-center gap-2 text-danger">
          <TriangleAlert aria-hidden="true" className="size-5" />
          {count(failedThisWeek, "could not be sent", "could not be sent")} this week
        </span>
      )}
    </p>
  );
}
