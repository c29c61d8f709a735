import { Clock } from "lucide-react";
import type { OpeningState } from "@/lib/business/opening";
import { formatDayRelative, formatTime, zoneTime } from "@/lib/format";

/** "Open until 18:00 · Berlin time", in the business's own time. */
export function OpeningLine({
  state,
  zone,
  locale,
  now,
}: {
  state: OpeningState;
  zone: string;
  locale: string;
  now: number;
}) {
  return (
    <p className="flex items-start gap-2">
      <Clock aria-hidden="true" className="mt-0.75 size-4.5 shrink-0 text-muted" />
      <span>
        {openingWords(state, zone, locale, now)} <span aria-hidden="true">·</span>{" "}
        <span className="text-muted">{zoneTime(zone, locale)}</span>
      </span>
    </p>
  );
}

function openingWords(state: OpeningState, zone: string, locale: string, now: number): string {
  if (state.open) {
    return state.until === null
      ? "Open around the clock"
      : `Open until ${formatTime(state.until, zone, locale)}`;
  }
  if (state.opens === null) return "Closed for now";
  const day = formatDayRelative(state.opens, now, zone, locale);
  const time = formatTime(state.opens, zone, locale);
  const soon = /^(Today|Tomorrow)$/.test(day) ? day.toLowerCase() : day;
  return soon === "today" ? `Closed, opens at ${time}` : `Closed, opens ${soon} at ${time}`;
}
