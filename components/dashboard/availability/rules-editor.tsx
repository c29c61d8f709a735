"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, RadioGroup, Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { saveRulesAction } from "@/lib/availability/actions";
import { tidyWeek } from "@/lib/availability/editor";
import type { Resource, ServiceWithRules } from "@/lib/availability/editor-data";
import { rulesSchema } from "@/lib/availability/editor-schema";
import { checkAgainstMeans, type ServiceRules } from "@/lib/availability/rules";
import { formatDuration } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import { LeadTimeField, NumberField } from "./number-field";
import { PreviewPanel } from "./preview-panel";
import { SaveBar } from "./save-bar";
import { useDraft } from "./use-draft";
import { WeekEditor } from "./week-editor";

function sameRules(a: ServiceRules, b: ServiceRules): boolean {
  const text = (rules: ServiceRules) =>
    JSON.stringify(
      {
        ...rules,
        hours: tidyWeek(rules.hours),
        resources: [...rules.resources].sort((one, other) => (one.id < other.id ? -1 : 1)),
      },
      // JSON would write what is no number as null, which is "no limit".
      (_, value) => (Number.isNaN(value) ? "?" : value),
    );
  return text(a) === text(b);
}

/** How one service may be booked; a sentence of help each, and what cannot be is refused with the reason. */
export function RulesEditor({
  businessId,
  service,
  resources,
  names,
  weekStartsOn,
  locale,
  today,
  zoneText,
}: {
  businessId: string;
  service: ServiceWithRules;
  resources: Resource[];
  names: Record<string, string>;
  weekStartsOn: number;
  locale: string;
  today: string;
  zoneText: string;
}) {
  const toast = useToast();
  const router = useRouter();
  const { base, draft, dirty, change, undo, discard, rebase } = useDraft(service.rules, sameRules);
  const [version, setVersion] = useState(service.version);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [stale, setStale] = useState<ServiceWithRules | null>(null);
  const [ownHours, setOwnHours] = useState(service.rules.hours.length > 0);

  const problems = useMemo(() => {
    const found: Record<string, string> = {};
    const parsed = rulesSchema.safeParse(draft);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) found[String(path[0])] ??= message;
    }
    for (const one of checkAgainstMeans(draft, { staff: service.staff.length, resources })) {
      found[one.field] ??= one.message;
    }
    if (ownHours && draft.hours.length === 0) {
      found.hours = "Give it hours, or let it be booked at all open hours.";
    }
    return found;
  }, [draft, service.staff.length, resources, ownHours]);
  const firstProblem = Object.values(problems)[0] ?? null;

  function set<K extends keyof ServiceRules>(key: K, value: ServiceRules[K]) {
    change((now) => ({ ...now, [key]: value }));
  }

  async function save() {
    setSaving(true);
    setRefusal(null);
    try {
      const rules = { ...draft, hours: tidyWeek(draft.hours) };
      const outcome = await saveRulesAction({ businessId, serviceId: service.id, version, rules });
      if (outcome.ok) {
        setVersion(outcome.service.version);
        rebase(outcome.service.rules);
        setStale(null);
        toast({ message: "Saved." });
        router.refresh();
      } else if ("current" in outcome) setStale(outcome.current);
      else if ("problems" in outcome) {
        setRefusal(outcome.problems[0]?.message ?? messageFor("invalid"));
      } else if ("fields" in outcome) setRefusal(Object.values(outcome.fields)[0] ?? "");
      else setRefusal(messageFor(outcome.code));
    } catch {
      setRefusal("That did not get through. Your changes are still here; please save again.");
    } finally {
      setSaving(false);
    }
  }

  const changedByOthers = stale ? changedRules(base, stale.rules) : [];

  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0 space-y-8">
        {stale && (
          <Notice
            tone="warn"
            live
            title="Somebody else has changed these rules since you opened them"
            action={
              <>
                <Button
                  size="sm"
                  onClick={() => {
                    setVersion(stale.version);
                    rebase(stale.rules, mergeRules(base, draft, stale.rules));
                    setStale(null);
                  }}
                >
                  Put mine on top
                </Button>
                <Button
                  size="sm"
                  onClick={() => {
                    setVersion(stale.version);
                    rebase(stale.rules);
                    setStale(null);
                  }}
                >
                  Drop mine, show theirs
                </Button>
              </>
            }
          >
            Your changes are still here. Changed meanwhile: {changedByOthers.join(", ")}.
          </Notice>
        )}
        {refusal && (
          <Notice tone="danger" live>
            {refusal}
          </Notice>
        )}

        <Part title="Room around it">
          <div className="grid gap-5 sm:grid-cols-2">
            <NumberField
              label="Minutes before"
              hint="Kept free to prepare; customers do not see it."
              value={draft.bufferBeforeMin}
              error={problems.bufferBeforeMin}
              onValue={(value) => set("bufferBeforeMin", value ?? Number.NaN)}
            />
            <NumberField
              label="Minutes after"
              hint="Kept free to clean up or rest."
              value={draft.bufferAfterMin}
              error={problems.bufferAfterMin}
              onValue={(value) => set("bufferAfterMin", value ?? Number.NaN)}
            />
          </div>
        </Part>

        <Part title="Start times">
          <NumberField
            label="Every so many minutes"
            hint={`The distance between the starts that are offered; it takes ${formatDuration(service.durationMin, locale)}.`}
            value={draft.stepMin}
            error={problems.stepMin}
            onValue={(value) => set("stepMin", value ?? Number.NaN)}
          />
          <RadioGroup
            label="Counted from"
            name="align"
            value={draft.align}
            onValueChange={(value) => set("align", value as ServiceRules["align"])}
            options={[
              {
                value: "opening",
                label: "Opening",
                hint: "Open from 9:20 and every 30 minutes: 9:20, 9:50, 10:20.",
              },
              {
                value: "clock",
                label: "The clock",
                hint: "Open from 9:20 and every 30 minutes: 9:30, 10:00, 10:30.",
              },
            ]}
          />
          <Switch
            label="Fill gaps"
            hint="Also offer the start right beside another booking, so that no useless gap is left."
            checked={draft.fillGaps}
            onChange={(event) => set("fillGaps", event.currentTarget.checked)}
          />
          <Switch
            label="Again and again"
            hint="Customers may book every week or month in one go. You always may."
            checked={draft.customerSeries}
            onChange={(event) => set("customerSeries", event.currentTarget.checked)}
          />
        </Part>

        <Part title="How far ahead">
          <LeadTimeField
            label="Notice"
            hint="The least time between booking and start."
            minutes={draft.minNoticeMin}
            error={problems.minNoticeMin}
            onMinutes={(value) => set("minNoticeMin", value)}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <NumberField
              label="Days ahead"
              hint="The furthest day that can be booked; empty for no end."
              optional
              value={draft.maxAdvanceDays}
              error={problems.maxAdvanceDays}
              onValue={(value) => set("maxAdvanceDays", value)}
            />
          </div>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field
              label="First day"
              hint="Nothing is offered before it."
              optional
              error={problems.bookableFrom}
            >
              <Input
                type="date"
                value={draft.bookableFrom ?? ""}
                onChange={(event) => set("bookableFrom", event.currentTarget.value || null)}
              />
            </Field>
            <Field
              label="Last day"
              hint="Nothing is offered after it."
              optional
              error={problems.bookableUntil}
            >
              <Input
                type="date"
                value={draft.bookableUntil ?? ""}
                onChange={(event) => set("bookableUntil", event.currentTarget.value || null)}
              />
            </Field>
          </div>
        </Part>

        <Part title="How many">
          <div className="grid items-end gap-5 sm:grid-cols-2">
            <NumberField
              label="At most a day"
              hint="All people together; empty for no limit."
              optional
              value={draft.limitPerDay}
              error={problems.limitPerDay}
              onValue={(value) => set("limitPerDay", value)}
            />
            <NumberField
              label="At most a week"
              hint="Counted from the day that your week begins on."
              optional
              value={draft.limitPerWeek}
              error={problems.limitPerWeek}
              onValue={(value) => set("limitPerWeek", value)}
            />
            <NumberField
              label="Seats"
              hint="More than one makes it a class that several people join."
              value={draft.capacity}
              error={problems.capacity}
              onValue={(value) => set("capacity", value ?? Number.NaN)}
            />
            <NumberField
              label="People needed"
              hint="How many of your people it takes at once."
              value={draft.staffRequired}
              error={problems.staffRequired}
              onValue={(value) => set("staffRequired", value ?? Number.NaN)}
            />
          </div>
        </Part>

        <Part title="Rooms and equipment" error={problems.resources}>
          {resources.length === 0 && (
            <p className="text-muted">None yet. Add them below, and say here what this needs.</p>
          )}
          {resources.map((thing) => {
            const need = draft.resources.find(({ id }) => id === thing.id);
            return (
              <div key={thing.id} className="flex flex-wrap items-center gap-4">
                <Checkbox
                  className="min-w-56"
                  label={thing.name}
                  hint={`You have ${thing.quantity}.`}
                  checked={need !== undefined}
                  onChange={(event) =>
                    set(
                      "resources",
                      event.currentTarget.checked
                        ? [...draft.resources, { id: thing.id, quantity: 1 }]
                        : draft.resources.filter(({ id }) => id !== thing.id),
                    )
                  }
                />
                {need && thing.quantity > 1 && (
                  <Field label={`How many of ${thing.name}`} hideLabel>
                    <Select
                      value={need.quantity}
                      onChange={(event) => {
                        const quantity = Number(event.currentTarget.value);
                        set(
                          "resources",
                          draft.resources.map((one) =>
                            one.id === thing.id ? { ...one, quantity } : one,
                          ),
                        );
                      }}
                    >
                      {Array.from({ length: Math.min(thing.quantity, 20) }, (_, i) => (
                        <option key={i} value={i + 1}>
                          {i + 1} at a time
                        </option>
                      ))}
                    </Select>
                  </Field>
                )}
              </div>
            );
          })}
        </Part>

        <Part title="Hours of its own" error={problems.hours}>
          <Switch
            label="Only at certain hours"
            hint="Within the hours of whoever does it, such as colouring in the mornings only."
            checked={ownHours}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              setOwnHours(on);
              set(
                "hours",
                on && draft.hours.length === 0
                  ? [1, 2, 3, 4, 5].map((day): [number, number, number] => [day, 540, 720])
                  : on
                    ? draft.hours
                    : [],
              );
            }}
          />
          {ownHours && (
            <WeekEditor
              rows={draft.hours}
              onChange={(hours) => set("hours", hours)}
              weekStartsOn={weekStartsOn}
              locale={locale}
              zoneText={zoneText}
              label={`Hours of ${service.name}`}
              closedWord="Not offered"
            />
          )}
        </Part>

        <SaveBar
          dirty={dirty}
          saving={saving}
          problem={firstProblem}
          onSave={() => void save()}
          onUndo={undo}
          onDiscard={() => {
            discard();
            setOwnHours(base.hours.length > 0);
          }}
        />
      </div>
      <aside className="xl:sticky xl:top-6 xl:max-h-[calc(100dvh-3rem)] xl:overflow-y-auto xl:pe-1">
        <PreviewPanel
          businessId={businessId}
          services={[{ slug: service.slug, name: service.name }]}
          service={service.slug}
          overlay={dirty ? { kind: "rules", rules: draft } : { kind: "none" }}
          blocked={firstProblem}
          today={today}
          locale={locale}
          names={names}
        />
      </aside>
    </div>
  );
}

function Part({
  title,
  error,
  children,
}: {
  title: string;
  error?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <section aria-label={title} className="space-y-5 border-line border-t pt-6">
      <h2 className="font-medium text-lg">{title}</h2>
      {children}
      {error && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </section>
  );
}

const labels: Record<keyof ServiceRules, string> = {
  bufferBeforeMin: "minutes before",
  bufferAfterMin: "minutes after",
  stepMin: "distance of starts",
  align: "what starts count from",
  fillGaps: "filling gaps",
  customerSeries: "again and again",
  minNoticeMin: "notice",
  maxAdvanceDays: "days ahead",
  bookableFrom: "first day",
  bookableUntil: "last day",
  limitPerDay: "at most a day",
  limitPerWeek: "at most a week",
  capacity: "seats",
  staffRequired: "people needed",
  hours: "hours of its own",
  resources: "rooms and equipment",
};

function changedRules(before: ServiceRules, after: ServiceRules): string[] {
  return (Object.keys(labels) as (keyof ServiceRules)[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => labels[key]);
}

/** One's own changes on top of what somebody else has saved. */
function mergeRules(base: ServiceRules, mine: ServiceRules, theirs: ServiceRules): ServiceRules {
  const touched = (Object.keys(labels) as (keyof ServiceRules)[]).filter(
    (key) => JSON.stringify(mine[key]) !== JSON.stringify(base[key]),
  );
  return { ...theirs, ...Object.fromEntries(touched.map((key) => [key, mine[key]])) };
}
