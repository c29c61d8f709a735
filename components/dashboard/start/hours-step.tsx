"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { weekDays } from "@/components/dashboard/availability/week-editor";
import { WeekList } from "@/components/dashboard/availability/week-list";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { saveScheduleAction } from "@/lib/availability/actions";
import type { Loaded } from "@/lib/availability/editor-data";
import type { HoursRow } from "@/lib/availability/schema";
import { messageFor } from "@/lib/http/messages";
import { noteStartStep } from "@/lib/members/start-actions";

const week = (days: number[], from: number, to: number) =>
  days.map((day): HoursRow => [day, from * 60, to * 60]);

const PRESETS: { label: string; rows: HoursRow[] }[] = [
  { label: "Monday to Friday, 9 to 17", rows: week([1, 2, 3, 4, 5], 9, 17) },
  { label: "Tuesday to Saturday, 10 to 18", rows: week([2, 3, 4, 5, 6], 10, 18) },
  { label: "Every day, 8 to 20", rows: week([1, 2, 3, 4, 5, 6, 7], 8, 20) },
];

/** The week of a new business: a usual one with one press, then every day as it is. */
export function HoursStep({
  businessId,
  loaded,
  since,
  weekStartsOn,
  locale,
  zoneText,
  opening,
}: {
  businessId: string;
  loaded: Loaded;
  since: string;
  weekStartsOn: number;
  locale: string;
  zoneText: string;
  /** The business is just being opened: what can be booked comes next. */
  opening: boolean;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [rows, setRows] = useState(loaded.schedule.weekly);
  const [version, setVersion] = useState(loaded.version);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function goOn() {
    if (opening) await noteStartStep(businessId, "services");
    router.push(opening ? "/start/services" : "/start/live");
  }

  function save() {
    start(async () => {
      setRefusal(null);
      try {
        const outcome = await saveScheduleAction({
          businessId,
          staffId: null,
          since,
          version,
          schedule: { ...loaded.schedule, weekly: rows },
          seen: [],
        });
        if (outcome.ok) return await goOn();
        if ("current" in outcome) {
          // Saved in another window; what stands here now is still what is wanted.
          setVersion(outcome.current.version);
          setRefusal("The hours were changed elsewhere. Look once more, then save again.");
        } else if ("bookings" in outcome) {
          setRefusal("Somebody has booked outside these hours. Change them under Hours instead.");
        } else {
          setRefusal(
            "fields" in outcome
              ? (Object.values(outcome.fields)[0] ?? "")
              : messageFor(outcome.code),
          );
        }
      } catch {
        setRefusal("That did not get through. Your hours are still here; please save again.");
      }
    });
  }

  return (
    <div className="space-y-6">
      <div className="flex flex-wrap gap-2">
        {PRESETS.map((preset) => (
          <Button key={preset.label} onClick={() => setRows(preset.rows)}>
            {preset.label}
          </Button>
        ))}
      </div>
      <p className="text-muted">{zoneText}</p>
      <WeekList rows={rows} onChange={setRows} days={weekDays(weekStartsOn)} locale={locale} />
      {refusal && (
        <Notice tone="danger" live>
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" size="lg" pending={pending} onClick={save}>
          These are my hours
        </Button>
        <Button
          variant="quiet"
          size="lg"
          disabled={pending}
          onClick={() =>
            start(async () => {
              try {
                await goOn();
              } catch {
                setRefusal("That did not get through. Please try again.");
              }
            })
          }
        >
          Later
        </Button>
        {opening && (
          <ButtonLink href="/start" variant="quiet" size="lg" className="me-auto">
            Back
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
