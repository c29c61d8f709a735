import { useWords } from "#words";
import { ClockSign } from "@/components/ui/signs";
import type { OpeningState } from "@/lib/business/opening";
import { dayWord, formatLocalDay, formatTime, localDate, zoneTime } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

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
  const t = useWords("home");
  return (
    <p className="flex items-start gap-2">
      <ClockSign className="mt-0.75 size-4.5 shrink-0 text-muted" />
      <span>
        {openingWords(t, state, zone, locale, now)} <span aria-hidden="true">·</span>{" "}
        <span className="text-muted">{zoneTime(zone, locale)}</span>
      </span>
    </p>
  );
}

function openingWords(
  t: Translate<"home">,
  state: OpeningState,
  zone: string,
  locale: string,
  now: number,
): string {
  if (state.open) {
    return state.until === null
      ? t("openAlways")
      : t("openUntil", { time: formatTime(state.until, zone, locale) });
  }
  if (state.opens === null) return t("closedForNow");
  const time = formatTime(state.opens, zone, locale);
  const day = localDate(state.opens, zone);
  const today = localDate(now, zone);
  if (day === today) return t("opensToday", { time });
  return dayWord(day, today, locale)
    ? t("opensTomorrow", { time })
    : t("opensOn", { day: formatLocalDay(day, locale), time });
}
