"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import type { Change } from "@/lib/availability/editor-changes";
import { formatLocalDateLong, formatWeekday } from "@/lib/format";

/** Somebody else saved in between: what they changed, and what to do with one's own changes. Nothing typed is lost. */
export function StaleNotice({
  changes,
  locale,
  onKeep,
  onDrop,
}: {
  changes: Change[];
  locale: string;
  onKeep: () => void;
  onDrop: () => void;
}) {
  return (
    <Notice
      tone="warn"
      live
      title="Somebody else has saved changes since you opened this"
      action={
        <>
          <Button size="sm" variant="primary" onClick={onKeep}>
            Put mine on top
          </Button>
          <Button size="sm" onClick={onDrop}>
            Drop mine, show theirs
          </Button>
        </>
      }
    >
      <p>Your changes are still here. Changed meanwhile:</p>
      <ul className="list-disc ps-5">
        {changes.slice(0, 12).map((change) => (
          <li key={JSON.stringify(change)}>{changeWords(change, locale)}</li>
        ))}
        {changes.length > 12 && <li>and {changes.length - 12} more</li>}
      </ul>
    </Notice>
  );
}

function changeWords(change: Change, locale: string): string {
  switch (change.what) {
    case "follows":
      return "whether the business's hours apply";
    case "zone":
      return "the time zone";
    case "country":
      return "where the public holidays come from";
    case "weekday":
      return `the hours of ${formatWeekday(change.weekday, locale)}`;
    case "season":
      return `the season “${change.name}”`;
    case "pattern":
      return change.name ? `the repeating hours “${change.name}”` : "repeating hours";
    case "date":
      return formatLocalDateLong(change.date, locale);
    case "closure":
      return `${change.name || "a closure"}, ${formatLocalDateLong(change.from, locale)}`;
    case "timeOff":
      return "an absence";
  }
}
