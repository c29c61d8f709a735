"use client";

import Link from "next/link";
import {
  type FormEvent,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
} from "react";
import { asSentence } from "@/components/booking/details-schema";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatLocalDateLong, formatWeekday } from "@/lib/format";
import { type JoinState, joinAction } from "@/lib/waitlist/actions";
import type { Outlook } from "@/lib/waitlist/full";
import { dayParts } from "@/lib/waitlist/words";

export interface JoinFormProps {
  business: { slug: string; name: string };
  service: { slug: string; name: string; capacity: number };
  performers: { slug: string; name: string }[];
  /** What is chosen on arrival. */
  date: string;
  staff: string;
  party: number;
  today: string;
  lastDate: string | null;
  zone: string;
  zoneWords: string;
  locale: string;
  weekStartsOn: number;
  /** How that date stands, so that nobody fills in a form for nothing. */
  outlook: Outlook;
  /** Full sessions of that date: the minute of the day and its words. */
  sessions: { minute: number; words: string }[];
  person: { name: string; email: string } | null;
}

/** What to wait for, and where to write to. */
export function JoinForm(props: JoinFormProps) {
  const { business, service, performers, locale, sessions, person } = props;
  const [state, send, sending] = useActionState<JoinState, FormData>(joinAction, {
    status: "idle",
  });
  const [from, setFrom] = useState(props.date);
  const [to, setTo] = useState(props.date);
  const form = useRef<HTMLFormElement>(null);
  const done = useRef<HTMLHeadingElement>(null);

  const fields = state.status === "invalid" ? state.fields : {};
  const problem = (name: string) => (fields[name] ? asSentence(fields[name]) : undefined);

  useEffect(() => {
    if (state.status === "joined") done.current?.focus();
    if (state.status === "invalid") {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [state]);

  if (state.status === "joined") {
    return (
      <div className="max-w-prose rounded-lg border border-line bg-surface px-5 py-6 sm:px-8">
        <h2 ref={done} tabIndex={-1} className="font-display text-xl outline-none">
          You are on the list
        </h2>
        <p className="mt-2 text-lg text-muted">
          We have written to {state.email}. The e-mail has the link to see your place or to leave
          the list; as soon as something comes free, we write again.
        </p>
        <p className="mt-6">
          <Link href={`/${business.slug}`} className="prose-link">
            Back to {business.name}
          </Link>
        </p>
      </div>
    );
  }

  // A submit by hand keeps what was typed; React would empty the form after an action of its own.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  }

  const days = Array.from({ length: 7 }, (_, i) => ((props.weekStartsOn - 1 + i) % 7) + 1);
  const single = from === to;
  const oneOfSessions = single && from === props.date && sessions.length > 0;
  const max = props.lastDate ?? undefined;

  return (
    <form ref={form} action={send} onSubmit={submit} noValidate className="max-w-xl space-y-8">
      <input type="hidden" name="business" value={business.slug} />
      <input type="hidden" name="service" value={service.slug} />
      <input type="hidden" name="timeZone" value={props.zone} />
      <input type="hidden" name="locale" value={locale} />
      {state.status === "refused" && (
        <Notice tone="warn" live>
          {state.message}{" "}
          {state.code === "times_free" && (
            <Link href={`/${business.slug}/${service.slug}?date=${from}`} className="prose-link">
              See the free times
            </Link>
          )}
        </Notice>
      )}

      {state.status === "idle" && single && from === props.date && props.outlook !== "full" && (
        <Notice>
          {props.outlook === "free" ? (
            <>
              There are free times on this day: wait only for a part of it that is full, or{" "}
              <Link href={`/${business.slug}/${service.slug}?date=${from}`} className="prose-link">
                see the free times
              </Link>
              .
            </>
          ) : (
            `${service.name} is not offered on this day. Choose the days that you want.`
          )}
        </Notice>
      )}

      <div className="space-y-6">
        <div className="grid gap-x-6 gap-y-6 sm:grid-cols-2">
          <Field label="From" hint={inWords(from, locale)} error={problem("from")} required>
            <Input
              type="date"
              name="from"
              value={from}
              min={props.today}
              max={max}
              onChange={({ target }) => {
                if (target.value > to || single) setTo(target.value);
                setFrom(target.value);
              }}
            />
          </Field>
          <Field label="Until" hint={inWords(to, locale)} error={problem("to")} required>
            <Input
              type="date"
              name="to"
              value={to}
              min={from}
              max={max}
              onChange={({ target }) => setTo(target.value)}
            />
          </Field>
        </div>
        {!single && (
          <fieldset>
            <legend className="mb-1">Days that suit you</legend>
            <p className="mb-1 text-muted text-sm">Tick none, and any day is fine.</p>
            <div className="grid grid-cols-2 gap-x-6 sm:grid-cols-4">
              {days.map((day) => (
                <Checkbox
                  key={day}
                  name={`weekday.${day}`}
                  value="true"
                  label={formatWeekday(day, locale, "long")}
                />
              ))}
            </div>
          </fieldset>
        )}
        <RadioGroup
          key={oneOfSessions ? "sessions" : "parts"}
          label={oneOfSessions ? "Which one" : "Time of day"}
          hint={props.zoneWords}
          name="when"
          defaultValue={oneOfSessions ? String(sessions[0]!.minute) : "any"}
          options={
            oneOfSessions
              ? [
                  ...sessions.map(({ minute, words }) => ({ value: String(minute), label: words })),
                  ...(sessions.length > 1 ? [{ value: "any", label: "Any of them" }] : []),
                ]
              : dayParts.map(({ value, label }) => ({ value, label }))
          }
        />
        {performers.length > 1 && (
          <Field label="With" error={problem("staff")}>
            <Select name="staff" defaultValue={props.staff}>
              <option value="any">Anyone</option>
              {performers.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {service.capacity > 1 && (
          <Field label="How many people" error={problem("party")} className="max-w-40">
            <Input
              type="number"
              name="party"
              inputMode="numeric"
              min={1}
              max={service.capacity}
              defaultValue={props.party}
            />
          </Field>
        )}
      </div>

      <div className="space-y-6 border-line border-t pt-8">
        <Field label="Name" error={problem("customer.name")} required>
          <Input name="name" autoComplete="name" defaultValue={person?.name} />
        </Field>
        <Field
          label="E-mail"
          hint="We write here when something comes free."
          error={problem("customer.email")}
          required
        >
          <Input
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={person?.email}
          />
        </Field>
        <Field label="Phone" optional error={problem("customer.phone")}>
          <Input name="phone" type="tel" inputMode="tel" autoComplete="tel" />
        </Field>
        <div>
          <SubmitButton size="lg" block pending={sending}>
            Join the waiting list
          </SubmitButton>
          <p className="mt-3 text-muted text-sm">
            First come, first served. A time that comes free is kept for you for two hours, nights
            not counted; then the next in line is asked.
          </p>
        </div>
      </div>
    </form>
  );
}

/** A native date field writes dates as the device does; in words nobody takes a month for a day. */
function inWords(date: string, locale: string): string {
  return date ? formatLocalDateLong(date, locale) : "";
}
