"use client";

import { useRef } from "react";
import { useWords } from "#words";
import { cn } from "@/components/ui/cn";
import { languages, nameOf } from "@/lib/i18n/languages";

/**
 * The languages by their own names. A plain form: it needs no script, and the page comes anew.
 * @param here the path of the page, as the server knew it
 */
export function LanguageForm({ here, className }: { here: string; className: string }) {
  const t = useWords("ui");
  const to = useRef<HTMLInputElement>(null);
  return (
    <form
      action="/language"
      method="post"
      // Where one is may have changed since the page came: the day, the time, the people.
      onSubmit={() => {
        if (to.current) to.current.value = location.pathname + location.search;
      }}
      className={className}
    >
      <input ref={to} type="hidden" name="to" defaultValue={here} />
      <fieldset className="flex flex-wrap gap-x-5">
        <legend className="sr-only">{t("language")}</legend>
        {languages.map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            aria-current={language === t.language ? "true" : undefined}
            className={cn(
              "min-h-11 rounded-sm",
              language === t.language ? "font-medium text-ink" : "prose-link",
            )}
          >
            {nameOf(language)}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
