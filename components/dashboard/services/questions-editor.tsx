"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field, FieldError } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Select, Textarea } from "@/components/ui/input";
import type { ServiceDetails } from "@/lib/services/schema";

type Question = ServiceDetails["questions"][number];

const KINDS: Record<Question["kind"], string> = {
  text: "A line of text",
  long_text: "Several lines",
  choice: "One of several answers",
  checkbox: "A box to tick",
  phone: "A phone number",
  consent: "An agreement to tick",
};

/** What the booking form asks for this service. */
export function QuestionsEditor({
  value,
  errorOf,
  onValue,
}: {
  value: Question[];
  /** The error of a path such as 0.label. */
  errorOf: (path: string) => string | undefined;
  onValue: (value: Question[]) => void;
}) {
  const set = (at: number, part: Partial<Question>) =>
    onValue(value.map((question, i) => (i === at ? { ...question, ...part } : question)));
  function move(at: number, by: -1 | 1) {
    const next = [...value];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    onValue(next);
  }
  return (
    <div className="space-y-4">
      <p className="text-muted">
        Name, e-mail and phone are always asked. Answers that were given stay with their bookings
        when you change a question.
      </p>
      <ol className="space-y-4">
        {value.map((question, i) => (
          <li key={question.id} className="rounded-lg border border-line bg-surface p-4">
            <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
              <Field label={`Question ${i + 1}`} error={errorOf(`${i}.label`)} required>
                <Input
                  value={question.label}
                  maxLength={300}
                  onChange={(event) => set(i, { label: event.currentTarget.value })}
                />
              </Field>
              <Field label="Answered by">
                <Select
                  value={question.kind}
                  onChange={(event) =>
                    set(i, { kind: event.currentTarget.value as Question["kind"] })
                  }
                >
                  {Object.entries(KINDS).map(([kind, label]) => (
                    <option key={kind} value={kind}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
            {question.kind === "choice" && (
              <Field
                label="Answers to choose from"
                hint="One on each line."
                error={errorOf(`${i}.options`) ?? errorOf(`${i}.options.0`)}
                className="mt-4"
              >
                <Textarea
                  rows={3}
                  value={(question.options ?? []).join("\n")}
                  onChange={(event) => set(i, { options: event.currentTarget.value.split("\n") })}
                  // Empty lines are part of typing, but not of the answers.
                  onBlur={() =>
                    set(i, {
                      options: (question.options ?? [])
                        .map((option) => option.trim())
                        .filter(Boolean),
                    })
                  }
                />
              </Field>
            )}
            <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
              <Checkbox
                label="Must be answered"
                checked={question.required}
                onChange={(event) => set(i, { required: event.currentTarget.checked })}
              />
              <div className="flex">
                {i > 0 && (
                  <IconButton
                    label={`Question ${i + 1} further up`}
                    icon={<ArrowUp aria-hidden="true" />}
                    onClick={() => move(i, -1)}
                  />
                )}
                {i < value.length - 1 && (
                  <IconButton
                    label={`Question ${i + 1} further down`}
                    icon={<ArrowDown aria-hidden="true" />}
                    onClick={() => move(i, 1)}
                  />
                )}
                <IconButton
                  label={`Remove question ${i + 1}`}
                  icon={<Trash2 aria-hidden="true" />}
                  onClick={() => onValue(value.filter((_, other) => other !== i))}
                />
              </div>
            </div>
          </li>
        ))}
      </ol>
      {errorOf("") && <FieldError>{errorOf("")}</FieldError>}
      <Button
        onClick={() =>
          onValue([
            ...value,
            {
              id: `q-${crypto.randomUUID().slice(0, 8)}`,
              label: "",
              kind: "text",
              required: false,
            },
          ])
        }
      >
        <Plus aria-hidden="true" />
        Ask something
      </Button>
    </div>
  );
}
