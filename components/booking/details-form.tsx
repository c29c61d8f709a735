"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import dynamic from "next/dynamic";
import {
  type ReactNode,
  type Ref,
  startTransition,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type FieldPath, useForm } from "react-hook-form";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { FreeTime } from "@/lib/availability/schema";
import { bookAction } from "@/lib/bookings/actions";
import type { Question } from "@/lib/business/schema";
import { formatDayTime } from "@/lib/format";
import { refusalWords } from "@/lib/i18n/refusal-words";
import { localDateOf } from "@/lib/scheduling/zone";
import { monthOf, nearestTo } from "./dates";
import { type Details, detailsSchema, fieldName } from "./details-schema";
import { draftOf, forgetDraft, keepDraft, readDraft } from "./draft";
import { HoldClock } from "./hold/hold-clock";
import { useHold } from "./hold/use-hold";
import { LostTime } from "./lost-time";
import { orUnsent } from "./or-unsent";
import { problemWords } from "./problem-words";
import { QuestionField } from "./question-field";
import type { SeriesValue } from "./series/series-choice";
import { DETAILS_FORM, typedEarly } from "./typed-early";
import type { BookingBusiness, BookingService } from "./types";
import { Unsent } from "./unsent";
import { useLive } from "./use-live";
import { type InitialTimes, type TimesQuestion, useTimes } from "./use-times";

const empty: Details = { name: "", email: "", phone: "", note: "", answers: {} };

// Not rendered by the server: of a part within a part that is loaded later, the build names scripts that it never wrote.
const SeriesChoice = dynamic(
  () => import("./series/series-choice").then((module) => module.SeriesChoice),
  { ssr: false, loading: () => <Skeleton className="h-[4.625rem]" /> },
);

const book = orUnsent(bookAction);

interface DetailsFormProps {
  business: BookingBusiness;
  service: BookingService;
  /** That service, and those that follow it in the same visit. */
  services: [BookingService, ...BookingService[]];
  /** Whether it may be booked again and again in one go. */
  series: boolean;
  locale: string;
  zone: string;
  staff: string;
  party: number;
  /** The chosen start, ISO in UTC. */
  at: string;
  formKey: string;
  news: string | null;
  person: { name: string; email: string } | null;
  question: TimesQuestion;
  initial: InitialTimes;
  /** In a frame, what its next page needs of the address; null outside of one. */
  frame: string | null;
  facts: (time: Pick<FreeTime, "start" | "end" | "parts"> | null) => ReactNode;
  back: ReactNode;
  onOtherTime: (start: string) => void;
  headingRef: Ref<HTMLHeadingElement>;
  /** Called once the form is alive. */
  onReady: () => void;
}

/**
 * Who is coming. What is typed survives a refused submit, a time that is lost meanwhile, the back
 * button and a reload; the same form sent twice is one booking.
 */
export function DetailsForm(props: DetailsFormProps) {
  const { business, service, services, locale, zone, staff, party, at, question, initial } = props;
  const t = useWords("details");
  const problems = useWords("problems");
  const refusals = useWords("refusals");
  // Without a script the form goes straight to the action; with one, a lost connection is an answer like any other.
  const [plain, sendPlain] = useActionState(bookAction, { status: "idle" });
  const [sent, send, sending] = useActionState(book, { status: "idle" });
  const state = sent.status === "idle" ? plain : sent;
  const [key, setKey] = useState(props.formKey);
  const form = useRef<HTMLFormElement>(null);
  const draft = draftOf(business, service);
  const [series, setSeries] = useState<SeriesValue | null>(null);
  const [attempt, setAttempt] = useState(0);

  const typed = "values" in state ? state.values : null;
  const first: Details = {
    ...empty,
    name: typed?.name ?? props.person?.name ?? "",
    email: typed?.email ?? props.person?.email ?? "",
    phone: typed?.phone ?? "",
    note: typed?.note ?? "",
  };
  const [early] = useState(() => typedEarly(DETAILS_FORM));
  const questions = useMemo(() => questionsOf(services), [services]);
  const resolver = useMemo(
    () => zodResolver(detailsSchema(business.country, questions)),
    [business, questions],
  );
  const { register, handleSubmit, formState, setError, setFocus, reset, watch } = useForm<Details>({
    // The schema turns a phone number into one or null; the form only needs its messages.
    resolver: resolver as never,
    defaultValues: { ...first, ...early },
    mode: "onTouched",
  });
  const { errors } = formState;

  useEffect(() => {
    const kept = readDraft(draft);
    if (kept) {
      // What was typed while the form came alive is in the draft already, and newer than what it came alive with.
      // The fields stay known: the effect below leads to one of them when the page came back with an error.
      reset({ ...empty, ...early, ...kept.details }, { keepFieldsRef: true });
      setKey(kept.key);
    }
  }, [draft, reset, early]);
  const { onReady } = props;
  useEffect(() => onReady(), [onReady]);
  useEffect(() => {
    const { unsubscribe } = watch((details) =>
      keepDraft(draft, { key, details: details as Details }),
    );
    return unsubscribe;
  }, [watch, draft, key]);

  // Errors of the server go beside their fields; the first one gets the focus.
  useEffect(() => {
    // A date of the series was taken meanwhile: look at all of them again.
    if (state.status === "refused" && state.date) setAttempt((count) => count + 1);
    if (state.status !== "invalid") return;
    let focused = false;
    for (const [path, message] of Object.entries(state.fields)) {
      const name = fieldName(path) as FieldPath<Details>;
      setError(name, { message });
      if (!focused) setFocus(name);
      focused = true;
    }
  }, [state, setError, setFocus]);

  const { times, exact, refresh } = useTimes(
    question,
    monthOf(localDateOf(zone, Date.parse(at))),
    initial,
  );
  useLive(business.slug, refresh);
  const unsent = state.status === "unsent";
  const { hold, settled } = useHold(
    { business: business.slug, service: service.slug, add: question.add, start: at, staff, party },
    zone,
    sending || unsent,
  );
  const known = times?.find(({ start }) => Date.parse(start) === Date.parse(at)) ?? null;
  const minutes = services
    .map((one) => one.performers.find(({ slug }) => slug === staff)?.durationMin ?? one.durationMin)
    .reduce((sum, next) => sum + next, 0);
  const time = known ?? {
    start: at,
    end: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
  };

  // A refusal is about the time it was given for; another choice answers it.
  const [answeredFor, setAnsweredFor] = useState<string | null>(null);
  const refused = state.status === "refused" && answeredFor !== at ? state : null;
  const lost =
    hold.status === "lost" || (hold.status === "unknown" && exact && !known && !sending && !unsent);
  const told = refused ?? (hold.status === "lost" ? hold : null);
  const nearby = told?.alternatives.length ? told.alternatives : nearestTo(times ?? [], at, 6);
  const retimed = refused ? refused.alternatives.length > 0 : lost;

  const submit = handleSubmit(
    async () => {
      setAnsweredFor(null);
      const data = new FormData(form.current!);
      // A hold that is being asked for right now would stand in the way of its own booking.
      const token = await settled();
      if (token) data.set("hold", token);
      startTransition(() => send(data));
    },
    () => undefined,
  );
  const pending = sending || formState.isSubmitting;
  const when = formatDayTime(at, zone, locale);
  const many = series ? { count: series.starts.length } : null;
  const problem = (name: FieldPath<Details>) => {
    const [head, ...rest] = name.split(".");
    const error =
      head === "answers"
        ? errors.answers?.[rest.join(".")]
        : errors[head as Exclude<keyof Details, "answers">];
    return error?.message ? problemWords(problems, String(error.message)) : undefined;
  };
  const asks = services.some(({ confirmation }) => confirmation === "approval");

  return (
    <div className="grid items-start gap-x-16 gap-y-6 lg:grid-cols-[minmax(0,34rem)_minmax(0,20rem)]">
      <aside
        aria-label={t("choice")}
        className="rounded-lg border border-line bg-surface px-5 py-4 lg:sticky lg:top-6 lg:order-2"
      >
        <p className="mb-2 font-medium text-lg">{services.map(({ name }) => name).join(" + ")}</p>
        {props.facts(time)}
        {props.back}
      </aside>

      <div className="min-w-0">
        <h2 ref={props.headingRef} tabIndex={-1} className="font-display text-xl outline-none">
          {t("heading")}
        </h2>
        <HoldClock left={hold.status === "held" && !pending ? hold.left : null} />
        {unsent && !sending && <Unsent className="mt-4" />}
        {(refused || lost) && (
          <LostTime
            message={
              refused?.date
                ? t("dateTaken", { when: formatDayTime(refused.date, zone, locale) })
                : refused
                  ? refusalWords(refusals, refused.code)
                  : t("lost")
            }
            times={retimed ? nearby : []}
            zone={zone}
            locale={locale}
            onChoose={(start) => {
              setAnsweredFor(start);
              props.onOtherTime(start);
            }}
            restart={
              refused?.code === "idempotency_mismatch"
                ? () => {
                    forgetDraft(draft);
                    setKey(crypto.randomUUID());
                    setAnsweredFor(at);
                  }
                : undefined
            }
          />
        )}
        <form
          id={DETAILS_FORM}
          ref={form}
          action={sendPlain}
          onSubmit={submit}
          noValidate
          className="mt-6 space-y-6"
        >
          <input type="hidden" name="business" value={business.slug} />
          <input type="hidden" name="service" value={service.slug} />
          <input type="hidden" name="add" value={question.add.join(",")} />
          <input type="hidden" name="start" value={at} />
          <input type="hidden" name="staff" value={staff} />
          <input type="hidden" name="party" value={party} />
          {series && <input type="hidden" name="series" value={JSON.stringify(series)} />}
          <input type="hidden" name="timeZone" value={zone} />
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="key" value={key} />
          {props.frame !== null && <input type="hidden" name="frame" value={props.frame} />}

          <Field label={t("name")} error={problem("name")} required>
            <Input {...register("name")} defaultValue={first.name} autoComplete="name" />
          </Field>
          <Field label={t("email")} hint={t("emailHint")} error={problem("email")} required>
            <Input
              {...register("email")}
              defaultValue={first.email}
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
          <Field label={t("phone")} optional hint={t("phoneHint")} error={problem("phone")}>
            <Input
              {...register("phone")}
              defaultValue={first.phone}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
            />
          </Field>
          {props.series && services.length === 1 && (
            <SeriesChoice
              business={business}
              service={service.slug}
              staff={staff}
              party={party}
              at={at}
              zone={zone}
              locale={locale}
              hold={hold.status === "held" ? hold.token : null}
              attempt={attempt}
              onChange={setSeries}
            />
          )}
          {questions.map((one) => (
            <QuestionField
              key={one.id}
              question={one}
              error={problem(`answers.${one.id}`)}
              {...register(`answers.${one.id}`)}
            />
          ))}
          <Field label={t("note", { business: business.name })} optional error={problem("note")}>
            <Textarea {...register("note")} defaultValue={first.note} rows={3} />
          </Field>

          {props.news && <Checkbox name="news" value="yes" label={props.news} />}

          <div>
            {business.policyText && (
              <p className="mb-4 max-w-prose text-muted text-sm">
                <bdi>{business.policyText}</bdi>
              </p>
            )}
            <Button
              type="submit"
              variant="primary"
              size="lg"
              block
              pending={pending}
              disabled={lost}
            >
              {many ? t(asks ? "askMany" : "bookMany", many) : t(asks ? "ask" : "book", { when })}
            </Button>
            {asks && (
              <p className="mt-2 text-muted text-sm">{t("asks", { business: business.name })}</p>
            )}
          </div>
        </form>
      </div>
    </div>
  );
}

/** What the services of a visit ask; a question that several of them ask is put once. */
function questionsOf(services: readonly BookingService[]): Question[] {
  return [
    ...new Map(services.flatMap(({ questions }) => questions).map((one) => [one.id, one])).values(),
  ];
}

export default DetailsForm;
