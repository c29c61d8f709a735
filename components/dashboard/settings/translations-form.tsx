"use client";

import { ChevronDown } from "lucide-react";
import { type FormEvent, startTransition, useActionState } from "react";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Translatable, TranslatableBusiness } from "@/lib/business/translating";
import { saveTranslationsAction } from "@/lib/business/translating-actions";
import { messageFor } from "@/lib/http/messages";
import { directionOf, type Language, nameOf } from "@/lib/i18n/languages";

/** The business's texts in one other language; each beside what was written, which holds where nothing is typed. */
export function TranslationsForm({
  businessId,
  language,
  texts: { texts, categories, services },
}: {
  businessId: string;
  language: Language;
  texts: TranslatableBusiness;
}) {
  const [state, send, sending] = useActionState(saveTranslationsAction, null);

  // A submit by hand keeps what was typed; React would put the form back to what it began with.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  }

  const text = (label: string, one: Translatable | null, long = false) =>
    one && (
      <Field key={one.name} label={label} hint={<bdi>{one.original}</bdi>}>
        {long ? (
          <Textarea {...writing(language)} name={one.name} defaultValue={one.translated} rows={3} />
        ) : (
          <Input {...writing(language)} name={one.name} defaultValue={one.translated} />
        )}
      </Field>
    );

  return (
    <form action={send} onSubmit={submit} className="max-w-3xl space-y-8">
      <input type="hidden" name="business" value={businessId} />
      <input type="hidden" name="language" value={language} />
      {(texts.tagline || texts.about || texts.policyText || categories.length > 0) && (
        <section aria-labelledby="page" className="space-y-5">
          <h2 id="page" className="font-medium text-lg">
            Your page
          </h2>
          {text("One line about you", texts.tagline)}
          {text("About you", texts.about, true)}
          {text("Good to know before booking", texts.policyText, true)}
          {categories.map((one) => text("Group of services", one))}
        </section>
      )}
      {services.length > 0 && (
        <section aria-labelledby="services" className="space-y-3">
          <h2 id="services" className="font-medium text-lg">
            Services
          </h2>
          {services.map((service) => {
            const all = [
              service.texts.name,
              ...(service.texts.description ? [service.texts.description] : []),
              ...service.questions.flatMap(({ label, options }) => [label, ...options]),
            ];
            const done = all.filter(({ translated }) => translated !== "").length;
            return (
              <Card key={service.id} flush>
                <details className="group">
                  <summary className="flex min-h-13 list-none items-center gap-3 rounded-lg px-5 hover:bg-sunken [&::-webkit-details-marker]:hidden">
                    <span className="min-w-0 flex-1 font-medium">{service.name}</span>
                    <span className="text-muted text-sm">
                      {done} of {all.length}
                    </span>
                    <ChevronDown
                      aria-hidden="true"
                      className="size-5 text-muted transition-transform group-open:rotate-180"
                    />
                  </summary>
                  <div className="space-y-5 border-line border-t px-5 py-5">
                    {text("Name", service.texts.name)}
                    {text("Description", service.texts.description, true)}
                    {service.questions.map(({ label, options }) => (
                      <fieldset key={label.name} className="space-y-5">
                        <legend className="sr-only">{label.original}</legend>
                        {text("Question", label)}
                        {options.map((option) => text("Answer", option))}
                      </fieldset>
                    ))}
                  </div>
                </details>
              </Card>
            );
          })}
        </section>
      )}
      {state && (
        <Notice tone={state.ok ? "ok" : "danger"} live>
          {state.ok
            ? `Saved. Whoever reads ${nameOf(language)} sees it from now on.`
            : state.code === "invalid"
              ? "That is more text than fits. Shorten it a little; nothing was saved."
              : messageFor(state.code)}
        </Notice>
      )}
      <SubmitButton size="lg" pending={sending}>
        Save
      </SubmitButton>
    </form>
  );
}

/** A field is written in the language of its text, whatever that of the page. */
function writing(language: Language) {
  return { lang: language, dir: directionOf(language), spellCheck: true };
}
