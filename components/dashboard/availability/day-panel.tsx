"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import type { Schedule } from "@/lib/availability/editor";
import {
  changeDays,
  type DayState,
  type Rhythm,
  repeatDates,
  runsOf,
} from "@/lib/availability/editor-calendar";
import { formatLocalDateLong, formatLocalDay } from "@/lib/format";
import { addDays, instantsOfLocal } from "@/lib/scheduling";
import { HoursFields } from "./hours-fields";
import { stateWords } from "./month-grid";

/** A year, leap years too. */
const MAX_DAYS_AT_ONCE = 366;

type What = "closed" | "hours" | "usual" | "away";

/** What happens on the chosen days. */
export function DayPanel({
  dates,
  onLast,
  state,
  person,
  zone,
  locale,
  disabled,
  onChange,
}: {
  /** In order; at least one. */
  dates: string[];
  /** Chooses all days from the first one to this. */
  onLast: (last: string) => void;
  /** How the first of them stands. */
  state: DayState | undefined;
  /** A person's days rather than the business's. */
  person: boolean;
  zone: string;
  locale: string;
  disabled: boolean;
  onChange: (change: (schedule: Schedule) => Schedule) => void;
}) {
  const first = dates[0]!;
  const [what, setWhat] = useState<What>("closed");
  const [name, setName] = useState("");
  const [hours, setHours] = useState([{ start: 540, end: 1020 }]);
  const [rhythm, setRhythm] = useState<Rhythm | "">("");
  const [until, setUntil] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const key = dates.join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: other days begin afresh; a change of these same days does not.
  useEffect(() => {
    setProblem(null);
    setRhythm("");
    setUntil(addDays(first, 180));
    setName(state?.why === "closed" || state?.why === "special" ? (state.name ?? "") : "");
    if (state && state.hours.length > 0) setHours(state.hours);
    setWhat(state?.why === "special" ? "hours" : "closed");
  }, [key]);

  const runs = runsOf(dates);
  const title =
    dates.length === 1
      ? formatLocalDateLong(first, locale)
      : runs.length === 1
        ? `${formatLocalDay(first, locale)} – ${formatLocalDay(dates.at(-1)!, locale)}, ${dates.length} days`
        : `${dates.length} days`;

  function apply() {
    let all = dates;
    if (rhythm) {
      if (!/^20\d\d-\d\d-\d\d$/.test(until) || until < first) {
        return setProblem("The repeat ends before it begins. Choose a later last day.");
      }
      all = [...new Set(dates.flatMap((date) => repeatDates(date, rhythm, until)))];
    }
    if (what === "away") {
      const spans: { start: number; end: number }[] = [];
      for (const date of all) {
        for (const { start, end } of hours) {
          const from = instantsOfLocal(zone, date, start)[0];
          const to = instantsOfLocal(zone, date, end <= start ? end + 1440 : end).at(-1);
          if (from === undefined || to === undefined) {
            return setProblem(
              `The clocks change on ${formatLocalDateLong(date, locale)} and that time does not exist.`,
            );
          }
          spans.push({ start: from / 1000, end: to / 1000 });
        }
      }
      onChange((schedule) => ({
        ...schedule,
        timeOff: [...schedule.timeOff, ...spans.map((span) => ({ ...span, reason: name.trim() }))],
      }));
    } else {
      onChange((schedule) =>
        changeDays(
          schedule,
          all,
          what === "hours"
            ? { kind: "hours", hours, note: name.trim() }
            : what === "closed"
              ? { kind: "closed", closure: person ? "leave" : "closure", name: name.trim() }
              : { kind: "usual" },
        ),
      );
    }
    setProblem(null);
  }

  return (
    <section aria-label="The chosen days" className="rounded-lg border border-line bg-surface p-5">
      <h3 className="font-medium text-lg" data-testid="chosen-days">
        {title}
      </h3>
      {dates.length === 1 && (
        <p className="text-muted first-letter:uppercase">{stateWords(state, locale)}.</p>
      )}
      {!disabled && (
        <div className="mt-4 space-y-4">
          {runs.length === 1 && (
            <LastDay key={first} first={first} last={dates.at(-1)!} onLast={onLast} />
          )}
          <RadioGroup
            label="On these days"
            hideLabel
            name="day-plan"
            value={what}
            onValueChange={(value) => setWhat(value as What)}
            options={[
              { value: "closed", label: person ? "Not working" : "Closed" },
              {
                value: "hours",
                label: "Different hours",
                hint: "Also on a day that is otherwise closed.",
              },
              ...(person ? [{ value: "away", label: "Away for a part of the day" }] : []),
              {
                value: "usual",
                label: "As usual",
                hint: "What the week, the season and the repeats say.",
              },
            ]}
          />
          {(what === "hours" || what === "away") && (
            <HoursFields hours={hours} onChange={setHours} />
          )}
          {what !== "usual" && (
            <>
              <Field label={what === "hours" ? "Note" : "Reason"} optional>
                <Input
                  value={name}
                  maxLength={what === "closed" ? 120 : 200}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              </Field>
              <div className="grid gap-4 sm:grid-cols-2">
                <Field label="Repeat">
                  <Select
                    value={rhythm}
                    onChange={(event) => setRhythm(event.currentTarget.value as Rhythm | "")}
                  >
                    <option value="">Just these days</option>
                    <option value="week">Every week</option>
                    <option value="two-weeks">Every second week</option>
                    <option value="month">The same weekday each month</option>
                  </Select>
                </Field>
                {rhythm && (
                  <Field label="Until">
                    <Input
                      type="date"
                      value={until}
                      min={first}
                      onChange={(event) => setUntil(event.currentTarget.value)}
                    />
                  </Field>
                )}
              </div>
            </>
          )}
          {problem && (
            <Notice tone="danger" live>
              {problem}
            </Notice>
          )}
          <Button onClick={apply}>
            {dates.length === 1 ? "Set this day" : `Set these ${dates.length} days`}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The last of several days in a row: on a phone there is no Shift to hold. */
function LastDay({
  first,
  last,
  onLast,
}: {
  first: string;
  last: string;
  onLast: (last: string) => void;
}) {
  const [text, setText] = useState(last);
  useEffect(() => setText(last), [last]);
  const furthest = addDays(first, MAX_DAYS_AT_ONCE - 1);
  return (
    <Field
      label="Last day"
      error={
        text === "" || (first <= text && text <= furthest)
          ? undefined
          : text < first
            ? "This lies before the first day."
            : `At most ${MAX_DAYS_AT_ONCE} days at once.`
      }
    >
      <Input
        type="date"
        className="max-w-48"
        value={text}
        min={first}
        max={furthest}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          if (first <= typed && typed <= furthest) onLast(typed);
        }}
      />
    </Field>
  );
}
