"use client";

import { useEffect, useRef } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { FreeTime } from "@/lib/availability/schema";
import { formatDayTime } from "@/lib/format";

/** Why a time cannot be had, and the nearest ones that can, one tap away. */
export function LostTime({
  message,
  times,
  zone,
  locale,
  onChoose,
  restart,
}: {
  message: string;
  times: readonly FreeTime[];
  zone: string;
  locale: string;
  onChoose: (start: string) => void;
  /** For a form that was sent before with other details. */
  restart?: (() => void) | undefined;
}) {
  const t = useWords("details");
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another message is news, to be seen again
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, [message]);
  return (
    <div ref={box} role="alert" className="mt-4 scroll-mt-24">
      <Notice tone="warn">
        {message}
        {times.length > 0 && (
          <span className="mt-3 flex flex-wrap gap-2">
            {times.map((time) => (
              <Button key={time.start} onClick={() => onChoose(time.start)} className="text-ink">
                <time dateTime={time.start}>{formatDayTime(time.start, zone, locale)}</time>
              </Button>
            ))}
          </span>
        )}
        {restart && (
          <span className="mt-3 block">
            <Button size="sm" onClick={restart}>
              {t("ownBooking")}
            </Button>
          </span>
        )}
      </Notice>
    </div>
  );
}
