"use client";

import { Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field, FieldError } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { saveMessageSettingsAction } from "@/lib/notifications/actions";
import { kindWords } from "@/lib/notifications/desk-words";
import {
  type MessageSettings,
  type ReminderRule,
  smsKinds,
} from "@/lib/notifications/settings-schema";

const UNITS = [
  { minutes: 1440, label: "days" },
  { minutes: 60, label: "hours" },
  { minutes: 1, label: "minutes" },
] as const;

const sentences: Record<
  ReminderRule["kind"],
  { title: string; hint: string; after: string; add: string }
> = {
  reminder: {
    title: "Reminders",
    hint: "Before the appointment. They move with it and go with it.",
    after: "before it begins",
    add: "Add a reminder",
  },
  follow_up: {
    title: "Thanks afterwards",
    hint: "Only to customers who have agreed to news from you.",
    after: "after it has ended",
    add: "Add a word of thanks",
  },
  rebook: {
    title: "Invitations to come again",
    hint: "Only to customers who have agreed, and who have nothing booked by then.",
    after: "after it has ended",
    add: "Add an invitation",
  },
};

const FIRST: Record<ReminderRule["kind"], Omit<ReminderRule, "serviceId" | "kind">> = {
  reminder: { channel: "sms", minutes: 120, active: true },
  follow_up: { channel: "email", minutes: 1440, active: true },
  rebook: { channel: "email", minutes: 40_320, active: true },
};

interface Row extends ReminderRule {
  key: string;
}

/** What is sent around appointments by itself, quiet hours, and what goes by text message too. */
export function RemindersForm({
  businessId,
  stored,
  services,
}: {
  businessId: string;
  stored: MessageSettings;
  services: { id: string; name: string }[];
}) {
  const router = useRouter();
  const [rules, setRules] = useState<Row[]>(() =>
    stored.rules.map((rule) => ({ ...rule, key: rule.id })),
  );
  const [quiet, setQuiet] = useState({
    from: clock(stored.quietFromMin),
    to: clock(stored.quietToMin),
    none: stored.quietFromMin === stored.quietToMin,
  });
  const [texts, setTexts] = useState<readonly string[]>(stored.smsKinds);
  const [keepDays, setKeepDays] = useState(stored.keepDays);
  const [askNews, setAskNews] = useState(stored.askNews);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [answer, setAnswer] = useState<{ tone: "ok" | "danger"; text: string } | null>(null);
  const [pending, start] = useTransition();

  function change(key: string, to: Partial<ReminderRule>) {
    setAnswer(null);
    setRules((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  }

  function save() {
    start(async () => {
      setFields({});
      const from = quiet.none ? 0 : minuteOf(quiet.from);
      const outcome = await saveMessageSettingsAction(businessId, {
        smsKinds: smsKinds.filter((kind) => texts.includes(kind)),
        quietFromMin: from,
        quietToMin: quiet.none ? from : minuteOf(quiet.to),
        keepDays,
        askNews,
        rules: rules.map(({ serviceId, kind, channel, minutes, active }) => ({
          serviceId,
          kind,
          channel,
          minutes,
          active,
        })),
      }).catch(() => null);
      if (outcome?.ok) {
        setAnswer({
          tone: "ok",
          text: "Saved. Appointments that are booked already follow it too.",
        });
        router.refresh();
        return;
      }
      if (outcome && "fields" in outcome) setFields(outcome.fields as Record<string, string>);
      setAnswer({ tone: "danger", text: problemOf(outcome) });
    });
  }

  return (
    <form
      noValidate
      className="max-w-4xl space-y-12"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {(["reminder", "follow_up", "rebook"] as const).map((kind) => (
        <Group key={kind} title={sentences[kind].title} hint={sentences[kind].hint}>
          <ul className="divide-y divide-line border-line border-y empty:hidden">
            {rules.map((rule, index) =>
              rule.kind === kind ? (
                <li key={rule.key} className="py-3">
                  <RuleRow
                    rule={rule}
                    services={services}
                    error={fields[`rules.${index}.minutes`]}
                    onChange={(to) => change(rule.key, to)}
                    onRemove={() => setRules((all) => all.filter(({ key }) => key !== rule.key))}
                  />
                </li>
              ) : null,
            )}
          </ul>
          <Button
            onClick={() => {
              setAnswer(null);
              setRules((all) => [
                ...all,
                { key: crypto.randomUUID(), serviceId: null, kind, ...FIRST[kind] },
              ]);
            }}
          >
            <Plus aria-hidden="true" />
            {sentences[kind].add}
          </Button>
        </Group>
      ))}
      <Group
        title="Quiet hours"
        hint="Reminders and news that would fall into them are sent before or after, on the customer's own clock."
      >
        <Checkbox
          label="Send at any hour"
          checked={quiet.none}
          onChange={(event) => setQuiet({ ...quiet, none: event.currentTarget.checked })}
        />
        {!quiet.none && (
          <div className="flex flex-wrap gap-4">
            <Field label="From">
              <Input
                type="time"
                value={quiet.from}
                onChange={(event) => setQuiet({ ...quiet, from: event.currentTarget.value })}
              />
            </Field>
            <Field label="To">
              <Input
                type="time"
                value={quiet.to}
                onChange={(event) => setQuiet({ ...quiet, to: event.currentTarget.value })}
              />
            </Field>
          </div>
        )}
      </Group>
      <Group
        title="By text message too"
        hint="To customers who gave a number. Each part of a text message costs; e-mail goes out in any case."
      >
        <div className="grid gap-2 sm:grid-cols-2">
          {smsKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={kindWords[kind]}
              checked={texts.includes(kind)}
              onChange={(event) => {
                setAnswer(null);
                const on = event.currentTarget.checked;
                setTexts((all) => (on ? [...all, kind] : all.filter((one) => one !== kind)));
              }}
            />
          ))}
        </div>
      </Group>
      <Group
        title="Consent to news"
        hint="Thanks and invitations go only to customers who have agreed. What is about a booking itself always arrives."
      >
        <Checkbox
          label="Ask on the booking form"
          hint="A box that is not ticked beforehand. What was agreed to is kept with its date and words."
          checked={askNews}
          onChange={(event) => {
            setAnswer(null);
            setAskNews(event.currentTarget.checked);
          }}
        />
      </Group>
      <Group title="How long messages are kept">
        <Field label="Messages and their words" hideLabel className="max-w-60">
          <Select
            value={String(keepDays)}
            onChange={(event) => setKeepDays(Number(event.currentTarget.value))}
          >
            {[...new Set([30, 90, 180, 400, 1095, 3650, keepDays])]
              .sort((a, b) => a - b)
              .map((days) => (
                <option key={days} value={days}>
                  {days} days
                </option>
              ))}
          </Select>
        </Field>
      </Group>
      <div className="space-y-4">
        {answer && (
          <Notice tone={answer.tone} live>
            {answer.text}
          </Notice>
        )}
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function RuleRow({
  rule,
  services,
  error,
  onChange,
  onRemove,
}: {
  rule: Row;
  services: { id: string; name: string }[];
  error: string | undefined;
  onChange: (to: Partial<ReminderRule>) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const unit =
    UNITS.find(({ minutes }) => rule.minutes % minutes === 0 && rule.minutes > 0) ?? UNITS[2];
  const [chosen, setChosen] = useState<number>(unit.minutes);
  const amount = rule.minutes / chosen;
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <Field label="How long" hideLabel className="w-20">
          <Input
            type="number"
            inputMode="numeric"
            min={1}
            value={Number.isFinite(amount) && amount > 0 ? String(amount) : ""}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            onChange={(event) =>
              onChange({ minutes: Math.round(Number(event.currentTarget.value) * chosen) })
            }
          />
        </Field>
        <Field label="Unit" hideLabel className="w-28">
          <Select
            value={String(chosen)}
            onChange={(event) => {
              const next = Number(event.currentTarget.value);
              onChange({ minutes: Math.round(amount * next) });
              setChosen(next);
            }}
          >
            {UNITS.map(({ minutes, label }) => (
              <option key={minutes} value={minutes}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <span className="text-muted">{sentences[rule.kind].after}, by</span>
        <Field label="Way" hideLabel className="w-40">
          <Select
            value={rule.channel}
            onChange={(event) =>
              onChange({ channel: event.currentTarget.value as ReminderRule["channel"] })
            }
          >
            <option value="email">e-mail</option>
            <option value="sms">text message</option>
            {rule.kind === "reminder" && <option value="push">browser</option>}
          </Select>
        </Field>
        <Field label="Service" hideLabel className="w-48">
          <Select
            value={rule.serviceId ?? ""}
            onChange={(event) => onChange({ serviceId: event.currentTarget.value || null })}
          >
            <option value="">every service</option>
            {services.map(({ id: service, name }) => (
              <option key={service} value={service}>
                only {name}
              </option>
            ))}
          </Select>
        </Field>
        <IconButton label="Remove" icon={<Trash2 aria-hidden="true" />} onClick={onRemove} />
      </div>
      {rule.channel === "push" && (
        <p className="text-muted text-sm">
          To customers who have allowed it in a browser; everybody else gets this one by e-mail, or
          by text message where they gave no e-mail and you send text messages.
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="space-y-4">
      <div>
        <h2 className="font-medium text-lg">{title}</h2>
        {hint && <p className="text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}

function problemOf(outcome: { ok: boolean; code?: unknown } | null): string {
  switch (outcome?.code) {
    case "forbidden":
    case "left_team":
    case "signed_out":
      return "You may not change this any more. Nothing was saved.";
    case "invalid":
      return "Please look at what is marked. Nothing was saved.";
    case "service_not_found":
      return "One of the services is gone. Load the page again.";
    default:
      return "There is no connection just now. Nothing was saved, and nothing that you typed is lost.";
  }
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}
