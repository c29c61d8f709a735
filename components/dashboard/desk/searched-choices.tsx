"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { Checkbox } from "@/components/ui/choice";
import { plain } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/**
 * Many things to tick, with a field that finds them; what was ticked when it opened stands first. Arrows go from the
 * field through the boxes and back.
 */
export function SearchedChoices<Value extends string>({
  name,
  choices,
  chosen,
  onChange,
}: {
  name: string;
  choices: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}) {
  const [text, setText] = useState("");
  // Ticking moves nothing: the order is that of the moment in which it opened.
  const [order] = useState(() => [
    ...choices.filter(({ value }) => chosen.includes(value)),
    ...choices.filter(({ value }) => !chosen.includes(value)),
  ]);
  const box = useRef<HTMLDivElement>(null);
  const wanted = plain(text.trim());
  const found = order.filter(({ label }) => plain(label).includes(wanted));

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const all = [...(box.current?.querySelectorAll("input") ?? [])];
    const next = all[all.indexOf(document.activeElement as HTMLInputElement) + step];
    event.preventDefault();
    next?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the fields inside
    <div ref={box} onKeyDown={onKeyDown}>
      <Field label={`Find in ${name.toLowerCase()}`} hideLabel>
        <Input
          type="search"
          autoComplete="off"
          placeholder={`Find among ${choices.length}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <p role="status" className="sr-only">
        {wanted && (found.length === 1 ? "1 found" : `${found.length} found`)}
      </p>
      {found.length === 0 ? (
        <p className="mt-3 text-muted">Nothing is called that.</p>
      ) : (
        <ul className="mt-2 max-h-72 overflow-y-auto">
          {found.map(({ value, label }) => (
            <li key={value}>
              <Checkbox
                label={label}
                checked={chosen.includes(value)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
                }
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
