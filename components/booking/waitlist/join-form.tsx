"use client";

import {
  type FormEvent,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
} from "react";
import { useWords } from "#words";
import { problemWords } from "@/components/booking/problem-words";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatLocalDateLong, formatWeekday } from "@/lib/format";
import { refusalWords } from "@/lib/i18n/refusal-words";
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
  const t = useWords("waitlist");
  const details = useWords("details");
  const [wrong, refusals] = [useWords("problems"), useWords("refusals")];
  const [state, send, sending] = useActionState<JoinState, FormData>(joinAction, {
    status: "idle",
  });
  const [from, setFrom] = useState(props.date);
  const [to, setTo] = useState(props.date);
  const form = useRef<HTMLFormElement>(null);
  const done = useRef<HTMLHeadingElement>(null);

  const fields = state.status === "invalid" ? state.fields : {};
  const problem = (name: string) => (fields[name] ? problemWords(wrong, fields[name]) : undefined);

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
          {t("joined")}
        </h2>
        <p className="mt-2 text-lg text-muted">{t("joinedText", { email: state.email })}</p>
        <p className="mt-6">
          <Link href={`/${business.slug}`} className="prose-link">
            {t("back", { business: business.name })}
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
          {refusalWords(refusals, state.code)}{" "}
          {state.code === "times_free" && (
            <Link href={`/${business.slug}/${service.slug}?date=${from}`} className="prose-link">
              {t("seeTimes")}
            </Link>
          )}
        </Notice>
      )}

      {state.status === "idle" && single && from === props.date && props.outlook !== "full" && (
        <Notice>
          {props.outlook === "free"
            ? t.rich("free", {
                link: (words) => (
                  <Link
                    href={`/${business.slug}/${service.slug}?date=${from}`}
                    className="prose-link"
                  >
                    {words}
                  </Link>
                ),
              })
            : t("notOffered", { service: service.name })}
        </Notice>
      )}

      <div className="space-y-6">
        <div className="grid gap-x-6 gap-y-6 sm:grid-cols-2">
          <Field label={t("from")} hint={inWords(from, locale)} error={problem("from")} required>
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
          <Field label={t("until")} hint={inWords(to, locale)} error={problem("to")} required>
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
            <legend className="mb-1">{t("days")}</legend>
            <p className="mb-1 text-muted text-sm">{t("daysHint")}</p>
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
          label={oneOfSessions ? t("whichOne") : t("timeOfDay")}
          hint={props.zoneWords}
          name="when"
          defaultValue={oneOfSessions ? String(sessions[0]!.minute) : "any"}
          options={
            oneOfSessions
              ? [
                  ...sessions.map(({ minute, words }) => ({ value: String(minute), label: words })),
                  ...(sessions.length > 1 ? [{ value: "any", label: t("anyOfThem") }] : []),
                ]
              : dayParts.map(({ value }) => ({ value, label: t(value) }))
          }
        />
        {performers.length > 1 && (
          <Field label={details("with")} error={problem("staff")}>
            <Select name="staff" defaultValue={props.staff}>
              <option value="any">{details("anyone")}</option>
              {performers.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {service.capacity > 1 && (
          <Field label={details("party")} error={problem("party")} className="max-w-40">
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
        <Field label={details("name")} error={problem("customer.name")} required>
          <Input name="name" autoComplete="name" defaultValue={person?.name} />
        </Field>
        <Field
          label={details("email")}
          hint={t("emailHint")}
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
        <Field label={details("phone")} optional error={problem("customer.phone")}>
          <Input name="phone" type="tel" inputMode="tel" autoComplete="tel" />
        </Field>
        <div>
          <SubmitButton size="lg" block pending={sending}>
            {t("join")}
          </SubmitButton>
          <p className="mt-3 text-muted text-sm">{t("terms")}</p>
        </div>
      </div>
    </form>
  );
}

/** A native date field writes dates as the device does; in words nobody takes a month for a day. */
function inWords(date: string, locale: string): string {
  return date ? formatLocalDateLong(date, locale) : "";
}
