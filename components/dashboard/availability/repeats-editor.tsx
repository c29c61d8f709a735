"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import type { PatternPlan, Schedule } from "@/lib/availability/editor";
import { firstOn, type Repeat, repeatOf, rruleOf } from "@/lib/availability/editor-calendar";
import { patternSchema } from "@/lib/availability/editor-schema";
import { formatLocalDate, formatWallMinutes, formatWeekday } from "@/lib/format";
import { HoursFields } from "./hours-fields";
import { weekDays } from "./week-editor";

const nths = [
  { value: 1, label: "first" },
  { value: 2, label: "second" },
  { value: 3, label: "third" },
  { value: 4, label: "fourth" },
  { value: -1, label: "last" },
];

/** Hours that come on top of the week every so often: every second Friday, the second Saturday of the month. */
export function RepeatsEditor({
  schedule,
  today,
  weekStartsOn,
  locale,
  disabled,
  onChange,
}: {
  schedule: Schedule;
  today: string;
  weekStartsOn: number;
  locale: string;
  disabled: boolean;
  onChange: (change: (schedule: Schedule) => Schedule) => void;
}) {
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label="Repeating hours" className="space-y-4">
      <div>
        <h3 className="font-medium text-lg">Extra hours that repeat</h3>
        <p className="text-muted">
          On top of the week, such as every second Saturday of the month.
        </p>
      </div>
      {schedule.patterns.length > 0 && (
        <ul className="divide-y divide-line border-line border-y">
          {schedule.patterns.map((one) => (
            <li key={JSON.stringify(one)} className="flex items-center gap-3 py-1">
              <p className="min-w-0 flex-1 py-2">
                <span className="block first-letter:uppercase">{patternWords(one, locale)}</span>
                <span className="block text-muted text-sm">
                  {formatWallMinutes(one.start, locale)}–{formatWallMinutes(one.end, locale)}, from{" "}
                  {formatLocalDate(one.from, locale)}
                  {one.to && ` until ${formatLocalDate(one.to, locale)}`}
                  {one.name && ` · ${one.name}`}
                </span>
              </p>
              {!disabled && (
                <IconButton
                  label={`Remove: ${patternWords(one, locale)}`}
                  icon={<Trash2 />}
                  onClick={() =>
                    onChange((now) => ({
                      ...now,
                      patterns: now.patterns.filter(
                        (other) => JSON.stringify(other) !== JSON.stringify(one),
                      ),
                    }))
                  }
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {!disabled &&
        (adding ? (
          <RepeatForm
            today={today}
            weekStartsOn={weekStartsOn}
            locale={locale}
            onCancel={() => setAdding(false)}
            onAdd={(pattern) => {
              onChange((now) => ({ ...now, patterns: [...now.patterns, pattern] }));
              setAdding(false);
            }}
          />
        ) : (
          <Button onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" />
            Add hours that repeat
          </Button>
        ))}
    </section>
  );
}

function RepeatForm({
  today,
  weekStartsOn,
  locale,
  onAdd,
  onCancel,
}: {
  today: string;
  weekStartsOn: number;
  locale: string;
  onAdd: (pattern: PatternPlan) => void;
  onCancel: () => void;
}) {
  const [every, setEvery] = useState("2");
  const [nth, setNth] = useState(2);
  const [weekday, setWeekday] = useState(6);
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState("");
  const [name, setName] = useState("");
  const [hours, setHours] = useState([{ start: 600, end: 840 }]);
  const [problem, setProblem] = useState<string | null>(null);

  function add() {
    const monthly = every === "month";
    const repeat: Repeat = monthly
      ? { every: "month", nth, weekday }
      : { every: "weeks", interval: Number(every), weekday };
    const valid = /^\d{4}-\d\d-\d\d$/.test(from);
    const parsed = patternSchema.safeParse({
      name,
      rrule: rruleOf(repeat),
      // Every few weeks counts from the first such day.
      from: !valid || monthly ? from : firstOn(weekday, from),
      to: to || null,
      ...hours[0],
    });
    if (parsed.success) onAdd(parsed.data);
    else setProblem(parsed.error.issues[0]!.message);
  }

  return (
    <div className="space-y-4 rounded-lg border border-line bg-surface p-5">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="How often">
          <Select value={every} onChange={(event) => setEvery(event.currentTarget.value)}>
            <option value="1">Every week</option>
            <option value="2">Every second week</option>
            <option value="3">Every third week</option>
            <option value="4">Every fourth week</option>
            <option value="month">Once a month</option>
          </Select>
        </Field>
        {every === "month" && (
          <Field label="Which one">
            <Select value={nth} onChange={(event) => setNth(Number(event.currentTarget.value))}>
              {nths.map(({ value, label }) => (
                <option key={value} value={value}>
                  The {label}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label="Day">
          <Select
            value={weekday}
            onChange={(event) => setWeekday(Number(event.currentTarget.value))}
          >
            {weekDays(weekStartsOn).map((day) => (
              <option key={day} value={day}>
                {formatWeekday(day, locale)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <HoursFields hours={hours} onChange={setHours} single />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="From">
          <Input
            type="date"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </Field>
        <Field label="Until" optional>
          <Input type="date" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </Field>
        <Field label="Name" optional>
          <Input
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
      </div>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      <div className="flex gap-2">
        <Button variant="primary" onClick={add}>
          Add
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

function patternWords(pattern: PatternPlan, locale: string): string {
  const repeat = repeatOf(pattern.rrule);
  if (!repeat) return pattern.name || "a repeat set up elsewhere";
  const day = formatWeekday(repeat.weekday, locale);
  if (repeat.every === "month") {
    const nth = nths.find(({ value }) => value === repeat.nth)?.label ?? `${repeat.nth}th`;
    return `the ${nth} ${day} of each month`;
  }
  const often =
    ["", "", "second ", "third ", "fourth "][repeat.interval] ?? `${repeat.interval}th `;
  return `every ${often}${day}`;
}
