"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { LetterFrame } from "@/components/dashboard/messages/letter-frame";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { formatDayTime } from "@/lib/format";
import type { TemplateKey } from "@/lib/notifications/settings-schema";
import type { Shown } from "@/lib/notifications/wording.ts";
import {
  previewAction,
  saveTemplateAction,
  sendTestAction,
} from "@/lib/notifications/wording-actions";

const TYPING_MS = 400;

type Words = Record<string, string>;

export interface EditorVersion {
  version: number;
  active: boolean;
  content: Words;
  at: string;
  by: string;
}

const fieldsOf = {
  email: [
    { name: "subject", label: "Subject", rows: 1 },
    { name: "heading", label: "Heading", rows: 1 },
    { name: "intro", label: "Text", rows: 5 },
    { name: "closing", label: "At the end", rows: 3 },
  ],
  sms: [{ name: "body", label: "Text", rows: 5 }],
} as const;

const refusals: Record<string, string> = {
  forbidden: "You may not change this any more. Nothing was saved.",
  invalid: "Please look at what is marked. Nothing was saved.",
  stale: "Somebody else has saved other words meanwhile. Nothing was saved; yours are still here.",
  too_many: "That were many tests. Please wait a while.",
};

/** A message in the business's own words: what it says, how it looks, a test, and what it said before. */
export function WordingEditor({
  businessId,
  templateKey,
  version,
  initial,
  preview,
  standard,
  versions,
  variables,
  timeZone,
  locale,
  direction,
}: {
  businessId: string;
  templateKey: TemplateKey;
  /** The active version, 0 = Daybook's own words. */
  version: number;
  initial: Words;
  /** How that looks. */
  preview: Shown;
  /** Daybook's own words. */
  standard: Words;
  versions: EditorVersion[];
  variables: { name: string; means: string }[];
  timeZone: string;
  locale: string;
  direction: "ltr" | "rtl";
}) {
  const router = useRouter();
  const toast = useToast();
  const [words, setWords] = useState(initial);
  const [shown, setShown] = useState(preview);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [number, setNumber] = useState("");
  const [pending, start] = useTransition();
  const focused = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const changed = JSON.stringify(words) !== JSON.stringify(initial);

  useEffect(() => {
    let gone = false;
    const timer = setTimeout(async () => {
      const answer = await previewAction(businessId, templateKey, words).catch(() => null);
      if (gone || !answer) return;
      if (answer.ok) {
        setShown(answer.shown);
        setFields({});
      } else if (answer.code === "invalid") setFields(answer.fields);
    }, TYPING_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [businessId, templateKey, words]);

  function insert(name: string) {
    const field = focused.current;
    const target = field?.name ?? (templateKey.channel === "sms" ? "body" : "intro");
    const text = words[target] ?? "";
    const from = field?.selectionStart ?? text.length;
    const to = field?.selectionEnd ?? text.length;
    const put = `{{${name}}}`;
    setWords({ ...words, [target]: text.slice(0, from) + put + text.slice(to) });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + put.length, from + put.length);
    });
  }

  function answerTo(outcome: { ok: boolean; code?: unknown; fields?: unknown } | null) {
    if (outcome?.code === "invalid") setFields(outcome.fields as Record<string, string>);
    setProblem(
      refusals[String(outcome?.code)] ??
        "There is no connection just now. Nothing was saved, and nothing that you typed is lost.",
    );
  }

  function save(content: Words | null) {
    start(async () => {
      setProblem(null);
      const outcome = await saveTemplateAction(businessId, templateKey, content, version).catch(
        () => null,
      );
      if (!outcome?.ok) return answerTo(outcome);
      toast({ message: content ? "Saved. It is used from now on." : "Daybook's own words again." });
      setWords(content ?? standard);
      router.refresh();
    });
  }

  function test() {
    start(async () => {
      setProblem(null);
      const outcome = await sendTestAction(businessId, templateKey, words, number).catch(
        () => null,
      );
      if (!outcome?.ok) return answerTo(outcome);
      toast({ message: `Sent to ${(outcome as { to: string }).to}.` });
    });
  }

  return (
    <div className="grid gap-8 xl:grid-cols-2">
      <form
        noValidate
        className="min-w-0 space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          save(words);
        }}
      >
        {fieldsOf[templateKey.channel].map(({ name, label, rows }) => {
          const props = {
            name,
            dir: direction,
            value: words[name] ?? "",
            onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
              focused.current = event.currentTarget;
            },
            onChange: (event: { currentTarget: { value: string } }) => {
              setProblem(null);
              setWords({ ...words, [name]: event.currentTarget.value });
            },
          };
          return (
            <Field
              key={name}
              label={label}
              error={fields[name]}
              hint={name === "intro" ? "An empty line begins a new paragraph." : undefined}
            >
              {rows === 1 ? <Input {...props} /> : <Textarea {...props} rows={rows} />}
            </Field>
          );
        })}
        <section className="space-y-2">
          <h2 className="font-medium">Facts to put in</h2>
          <ul className="flex flex-wrap gap-2">
            {variables.map(({ name, means }) => (
              <li key={name}>
                <Button size="sm" title={means} onClick={() => insert(name)}>
                  {`{{${name}}}`}
                  <span className="sr-only">: {means}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
        {problem && (
          <Notice tone="danger" live>
            {problem}
          </Notice>
        )}
        <div className="flex flex-wrap items-end gap-3">
          <Button type="submit" variant="primary" pending={pending} disabled={!changed}>
            Save
          </Button>
          {version > 0 && (
            <Button disabled={pending} onClick={() => save(null)}>
              Back to Daybook's words
            </Button>
          )}
        </div>
        <section className="space-y-3 border-line border-t pt-5">
          <h2 className="font-medium">Try it</h2>
          <div className="flex flex-wrap items-end gap-3">
            {templateKey.channel === "sms" && (
              <Field label="Your mobile number" error={fields.number}>
                <Input
                  type="tel"
                  autoComplete="tel"
                  value={number}
                  onChange={(event) => setNumber(event.currentTarget.value)}
                />
              </Field>
            )}
            <Button disabled={pending} onClick={test}>
              Send me a test
            </Button>
          </div>
        </section>
        {versions.length > 0 && (
          <section className="space-y-2 border-line border-t pt-5">
            <h2 className="font-medium">Earlier words</h2>
            <ul className="divide-y divide-line">
              {versions.map((one) => (
                <li key={one.version} className="flex min-h-12 flex-wrap items-center gap-x-3 py-1">
                  <span>
                    <time dateTime={one.at}>{formatDayTime(one.at, timeZone, locale)}</time>
                    {one.by && <span className="text-muted">, {one.by}</span>}
                    {one.active && <span className="text-muted">, in use</span>}
                  </span>
                  <Button
                    size="sm"
                    variant="quiet"
                    className="ms-auto"
                    onClick={() => {
                      setProblem(null);
                      setWords(one.content);
                    }}
                  >
                    Take these
                    <span className="sr-only"> of version {one.version}</span>
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </form>
      <section aria-label="How it looks" className="min-w-0 space-y-3">
        <h2 className="font-medium">How it looks</h2>
        {shown.channel === "email" ? (
          <Card flush>
            <p className="border-line border-b px-4 py-3 font-medium" dir="auto">
              {shown.subject}
            </p>
            <LetterFrame title="The letter" html={shown.html} />
          </Card>
        ) : (
          <Card className="space-y-3">
            <p dir="auto" className="whitespace-pre-wrap break-words">
              {shown.body}
            </p>
            <p className="text-muted text-sm">
              {shown.parts === 1 ? "One part" : `${shown.parts} parts`}
              {shown.unusual.length > 0 &&
                `. These letters make it longer: ${shown.unusual.slice(0, 8).join(" ")}`}
            </p>
          </Card>
        )}
      </section>
    </div>
  );
}
