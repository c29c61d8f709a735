"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { type EmbedMode, type SnippetOptions, snippet } from "@/lib/embed/snippet";

const MODES: { value: EmbedMode; label: string; hint: string }[] = [
  { value: "inline", label: "In the page", hint: "The free times stand where you put the line." },
  { value: "popup", label: "A button", hint: "It opens the booking above your page." },
  {
    value: "button",
    label: "A button in the corner",
    hint: "Always in sight, on every page that has the line.",
  },
];

/** The languages that customers are spoken to in, each by its own name. */
const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  ar: "العربية",
};

/** The preview follows a moment after the last key. */
const SETTLE_MS = 500;

/** Puts together the line for somebody's website, beside what it will look like there. */
export function EmbedBuilder({
  host,
  business,
  color,
  services,
  people,
}: {
  host: string;
  business: string;
  color: string;
  services: { slug: string; name: string; staff: string[] }[];
  people: { slug: string; name: string }[];
}) {
  const [options, setOptions] = useState<SnippetOptions>({
    business,
    mode: "inline",
    theme: "light",
    label: "",
    color,
  });
  const set = (changes: Partial<SnippetOptions>) =>
    setOptions((before) => ({ ...before, ...changes }));
  const preview = useSettled(previewPath(options));
  const service = services.find(({ slug }) => slug === options.service);
  const able = service ? people.filter(({ slug }) => service.staff.includes(slug)) : people;

  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
      <div className="space-y-6">
        <RadioGroup
          label="How it stands on your website"
          name="mode"
          look="cards"
          options={MODES}
          value={options.mode}
          onValueChange={(mode) => set({ mode: mode as EmbedMode })}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="What can be booked">
            <Select
              value={options.service ?? ""}
              onChange={({ currentTarget: { value } }) =>
                set({ service: value || undefined, staff: undefined })
              }
            >
              <option value="">All services</option>
              {services.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          {people.length > 1 && (
            <Field label="With whom">
              <Select
                value={options.staff ?? ""}
                onChange={({ currentTarget: { value } }) => set({ staff: value || undefined })}
              >
                <option value="">Anyone</option>
                {able.map(({ slug, name }) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Field label="Language">
            <Select
              value={options.language ?? ""}
              onChange={({ currentTarget: { value } }) => set({ language: value || undefined })}
            >
              <option value="">The visitor's own</option>
              {Object.entries(LANGUAGES).map(([value, name]) => (
                <option key={value} value={value} lang={value}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Light or dark">
            <Select
              value={options.theme}
              onChange={({ currentTarget: { value } }) =>
                set({ theme: value as SnippetOptions["theme"] })
              }
            >
              <option value="light">Light, as most websites are</option>
              <option value="dark">Dark</option>
              <option value="auto">As the visitor's device</option>
            </Select>
          </Field>
        </div>
        {options.mode !== "inline" && (
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Words on the button" optional>
              <Input
                maxLength={60}
                placeholder="Book a time"
                value={options.label}
                onChange={({ currentTarget: { value } }) => set({ label: value })}
              />
            </Field>
            <Field label="Its colour">
              <Input
                type="color"
                value={options.color}
                onChange={({ currentTarget: { value } }) => set({ color: value })}
              />
            </Field>
          </div>
        )}
        <CopyTag tag={snippet(host, options)} />
        <details className="rounded-md border border-line bg-surface px-4">
          <summary className="flex min-h-11 items-center font-medium">For whoever makes it</summary>
          <div className="space-y-3 pb-4 text-muted">
            <p>
              The script is small, sets no cookies and adds nothing outside of its own elements. Any
              link with <code dir="ltr">data-daybook-open</code> opens the booking too, and so does{" "}
              <code dir="ltr">{'Daybook.open({service: "…"})'}</code>.
            </p>
            <p>
              After a booking the page hears an event:{" "}
              <code dir="ltr" className="[overflow-wrap:anywhere]">
                {'document.addEventListener("daybook:booked", ({detail}) => …)'}
              </code>
              , with the service, the person and the times, and nothing about the customer.
            </p>
          </div>
        </details>
      </div>
      <section aria-labelledby="preview" className="min-w-0 xl:sticky xl:top-6">
        <h2 id="preview" className="mb-2 font-medium">
          Your website, with it
        </h2>
        <iframe
          key={preview}
          src={preview}
          title="Preview"
          className="h-[44rem] w-full rounded-lg border border-line bg-surface"
        />
      </section>
    </div>
  );
}

function CopyTag({ tag }: { tag: string }) {
  const hint = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <div className="space-y-3">
      <Field
        label="The line to copy"
        hint="Put it into your page where the booking should be, or send it to whoever makes your website."
      >
        <Textarea
          ref={text}
          readOnly
          rows={4}
          dir="ltr"
          spellCheck={false}
          value={tag}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-sm"
        />
      </Field>
      <Button
        variant="primary"
        aria-describedby={hint}
        onClick={async () => {
          try {
            await navigator.clipboard.writeText(tag);
            setCopied(tag);
          } catch {
            // Where the browser does not let a page copy, it is at least marked.
            text.current?.focus();
          }
        }}
      >
        {copied === tag ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {copied === tag ? "Copied" : "Copy"}
      </Button>
      <span id={hint} role="status" className="sr-only">
        {copied === tag ? "Copied" : ""}
      </span>
    </div>
  );
}

function previewPath(options: SnippetOptions): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options)) if (value) query.set(name, value);
  return `/dashboard/settings/embed/preview?${query}`;
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
