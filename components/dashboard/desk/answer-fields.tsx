"use client";

import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import type { Question } from "@/lib/business/schema";

export type Answers = Record<string, string | boolean>;

/** A service's questions at the desk: nobody has to answer them there. */
export function AnswerFields({
  questions,
  answers,
  errors = {},
  onChange,
}: {
  questions: readonly Question[];
  answers: Answers;
  errors?: Readonly<Record<string, string>>;
  onChange: (answers: Answers) => void;
}) {
  const set = (id: string, answer: string | boolean) => onChange({ ...answers, [id]: answer });
  return questions.map((question) => {
    const { id, kind, label, options = [] } = question;
    if (kind === "checkbox" || kind === "consent") {
      return (
        <Checkbox
          key={id}
          label={label}
          checked={answers[id] === true}
          onChange={(event) => set(id, event.currentTarget.checked)}
        />
      );
    }
    const value = typeof answers[id] === "string" ? answers[id] : "";
    return (
      <Field key={id} label={label} optional error={errors[`answers.${id}`]}>
        {kind === "choice" ? (
          <Select value={value} onChange={(event) => set(id, event.currentTarget.value)}>
            <option value="">Not asked</option>
            {options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        ) : kind === "long_text" ? (
          <Textarea
            rows={2}
            value={value}
            onChange={(event) => set(id, event.currentTarget.value)}
          />
        ) : (
          <Input
            value={value}
            {...(kind === "phone" ? { type: "tel", inputMode: "tel" as const } : {})}
            onChange={(event) => set(id, event.currentTarget.value)}
          />
        )}
      </Field>
    );
  });
}
