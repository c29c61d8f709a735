"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useRef } from "react";
import { useWords } from "#words";
import { orUnsent } from "@/components/booking/or-unsent";
import { problemWords } from "@/components/booking/problem-words";
import { QuestionField } from "@/components/booking/question-field";
import { Unsent } from "@/components/booking/unsent";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Question } from "@/lib/business/schema";
import { type TakeState, takeAction } from "@/lib/waitlist/actions";

const take = orUnsent(takeAction);

/** Takes an offered time: one tap, or the service's own questions first. */
export function TakeForm({
  token,
  offer,
  questions,
  label,
}: {
  token: string;
  /** The id of the offer that is shown. */
  offer: string;
  questions: Question[];
  label: string;
}) {
  const t = useWords("problems");
  // Without its script the browser sends the form itself.
  const [plain, sendPlain] = useActionState<TakeState, FormData>(takeAction, { status: "idle" });
  const [answer, send, sending] = useActionState(take, { status: "idle" });
  const state = answer.status === "idle" ? plain : answer;
  const form = useRef<HTMLFormElement>(null);
  const fields = state.status === "invalid" ? state.fields : {};

  useEffect(() => {
    if (state.status === "invalid") {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [state]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  }

  return (
    <form ref={form} action={sendPlain} onSubmit={submit} noValidate className="space-y-6">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="offer" value={offer} />
      {questions.map((question) => {
        const wrong = fields[`answers.${question.id}`];
        return (
          <QuestionField
            key={question.id}
            question={question}
            name={`answers.${question.id}`}
            error={wrong ? problemWords(t, wrong) : undefined}
          />
        );
      })}
      <SubmitButton size="lg" block pending={sending}>
        {label}
      </SubmitButton>
      {state.status === "unsent" && !sending && <Unsent />}
    </form>
  );
}
