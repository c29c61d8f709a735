"use client";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { editAction } from "@/lib/bookings/actions";
import type { Question } from "@/lib/business/schema";
import { refusalWords } from "@/lib/i18n/refusal-words";
import { fieldName } from "../details-schema";
import { orUnsent } from "../or-unsent";
import { problemWords } from "../problem-words";
import { QuestionField } from "../question-field";
import { Unsent } from "../unsent";

const edit = orUnsent(editAction);

export interface EditFormProps {
  token: string;
  /** When the booking had last changed as it is shown here. */
  seen: string;
  business: string;
  country: string;
  questions: readonly Question[];
  details: {
    name: string;
    phone: string;
    note: string;
    party: number;
    answers: Record<string, string | boolean>;
  };
  /** How many may come at most; null when that can no longer be changed here. */
  most: number | null;
}

/** The details of a booking, with what is wrong beside its field; what was typed stays after a refusal. */
export function EditForm({ token, seen, business, questions, details, most }: EditFormProps) {
  const t = useWords("details");
  const [wrong, refusals] = [useWords("problems"), useWords("refusals")];
  // Without a script the form goes straight to the action; with one, a lost connection is an answer like any other.
  const [plain, sendPlain] = useActionState(editAction, { status: "idle" });
  const [sent, send, sending] = useActionState(edit, { status: "idle" });
  const state = sent.status === "idle" ? plain : sent;
  const form = useRef<HTMLFormElement>(null);
  const problems = state.status === "invalid" ? state.fields : {};
  const typed = "values" in state ? state.values : null;
  const problem = (name: string) => {
    const found = Object.entries(problems).find(([path]) => fieldName(path) === name);
    return found ? problemWords(wrong, found[1]) : undefined;
  };
  const value = (name: string, stored: string) => typed?.[name] ?? stored;
  const answer = (id: string) => {
    if (typed) return typed[`answers.${id}`] ?? "";
    const given = details.answers[id];
    return given === undefined ? "" : String(given);
  };

  useEffect(() => {
    if (state.status !== "invalid") return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);

  return (
    <form
      ref={form}
      action={sendPlain}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => send(data));
      }}
      noValidate
      className="max-w-xl space-y-6"
    >
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="seen" value={seen} />
      {state.status === "unsent" && !sending && <Unsent />}
      {state.status === "refused" && (
        <Notice tone="warn" live>
          {refusalWords(refusals, state.code)}
        </Notice>
      )}
      <Field label={t("name")} error={problem("name")} required>
        <Input name="name" defaultValue={value("name", details.name)} autoComplete="name" />
      </Field>
      <Field label={t("phone")} optional error={problem("phone")}>
        <Input
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          defaultValue={value("phone", details.phone)}
        />
      </Field>
      {most !== null && most > 1 && (
        <Field label={t("party")} error={problem("party")}>
          <Select name="party" defaultValue={value("party", String(details.party))}>
            {Array.from({ length: Math.min(most, 20) }, (_, i) => (
              <option key={i + 1}>{i + 1}</option>
            ))}
          </Select>
        </Field>
      )}
      {questions.map((one) => (
        <QuestionField
          key={`${one.id}:${answer(one.id)}`}
          question={one}
          name={`answers.${one.id}`}
          error={problem(`answers.${one.id}`)}
          given={answer(one.id)}
        />
      ))}
      <Field label={t("note", { business })} optional error={problem("note")}>
        <Textarea name="note" rows={3} defaultValue={value("note", details.note)} />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={sending}>
        {t("save")}
      </Button>
    </form>
  );
}
