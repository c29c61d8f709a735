"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useWords } from "#words";
import { cn } from "./cn";
import type { FieldControl } from "./field";
import { controlClass } from "./input";

export interface ComboboxOption {
  value: string;
  label: string;
  /** Shown at the end of the row, e.g. the time there now. */
  hint?: string;
  /** Further words that find this option. */
  keywords?: string;
}

// More rows than anyone reads; a list of all zones would make each key press slow on a phone.
const SHOWN = 60;

/** Letters without accents or case, so that "sao paulo" finds São Paulo. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/_/g, " ")
    .toLowerCase();
}

interface ComboboxProps extends Partial<FieldControl> {
  options: ComboboxOption[];
  value: string;
  onValueChange: (value: string) => void;
  placeholder?: string;
  /** Adds a hidden input, so that a plain form sends the value. */
  name?: string;
  emptyText?: string;
  className?: string;
}

/**
 * A long list with a search in it (time zones, countries, customers). Follows the ARIA combobox
 * pattern with a listbox: focus stays in the box, arrows move through the list, Enter takes, Escape
 * gives back what was there.
 */
export function Combobox({
  options,
  value,
  onValueChange,
  placeholder,
  name,
  emptyText,
  className,
  ...control
}: ComboboxProps) {
  const t = useWords("ui");
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const chosen = options.find((option) => option.value === value);

  const indexed = useMemo(
    () =>
      options.map((option) => ({
        option,
        text: plain(`${option.label} ${option.keywords ?? ""} ${option.hint ?? ""}`),
      })),
    [options],
  );
  const matches = useMemo(() => {
    const words = plain(query ?? "")
      .split(/\s+/)
      .filter(Boolean);
    const found = indexed.filter(({ text }) => words.every((word) => text.includes(word)));
    const all = found.map(({ option }) => option);
    if (words.length > 0) return all.slice(0, SHOWN);
    // Without a search the list opens around the present choice.
    const at = Math.max(0, all.findIndex((option) => option.value === value) - SHOWN / 2);
    return all.slice(at, at + SHOWN);
  }, [indexed, query, value]);

  useEffect(() => {
    if (!open) return;
    list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "nearest" });
  });

  function show() {
    if (open) return;
    setOpen(true);
    setQuery(null);
    setActive(-1);
  }
  function close() {
    setOpen(false);
    setQuery(null);
  }
  function take(option: ComboboxOption | undefined) {
    if (!option) return;
    onValueChange(option.value);
    close();
  }

  const current = active >= 0 ? active : matches.findIndex((option) => option.value === value);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const last = matches.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(Math.min(last, Math.max(0, current + step)));
    } else if (event.key === "PageDown" || event.key === "PageUp") {
      if (!open) return;
      event.preventDefault();
      const step = event.key === "PageDown" ? 8 : -8;
      setActive(Math.min(last, Math.max(0, current + step)));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      take(matches[current] ?? (query ? matches[0] : undefined));
    } else if (event.key === "Escape" && open) {
      // The Escape belongs to the list; a dialog around it stays.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  }

  return (
    <div className={cn("relative", className)}>
      {name && <input type="hidden" name={name} value={value} />}
      <input
        {...control}
        type="text"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && matches[current] ? `${listId}-${current}` : undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={open ? (chosen?.label ?? placeholder) : placeholder}
        value={open ? (query ?? "") : (chosen?.label ?? "")}
        onFocus={(event) => event.currentTarget.select()}
        onClick={show}
        onChange={(event) => {
          setOpen(true);
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
        className={cn(controlClass, "min-h-11 truncate pe-10")}
      />
      <ChevronsUpDown
        aria-hidden="true"
        className="pointer-events-none absolute end-3 top-0 my-auto h-11 w-4.5 text-muted"
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        tabIndex={-1}
        aria-label={t("choices")}
        hidden={!open}
        // Pressing a row or the scroll bar must not take the focus out of the box.
        onMouseDown={(event) => event.preventDefault()}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 animate-rise-in overflow-y-auto overscroll-contain rounded-md border border-line bg-raised p-1 shadow-float"
      >
        {matches.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox, where focus stays.
          <div
            key={option.value}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            data-active={index === current}
            onMouseMove={() => setActive(index)}
            onClick={() => take(option)}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-sm px-2 data-[active=true]:bg-accent-soft"
          >
            <Check
              aria-hidden="true"
              className={cn("size-4 shrink-0", option.value !== value && "invisible")}
            />
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.hint && <span className="tabular text-muted text-sm">{option.hint}</span>}
          </div>
        ))}
        {matches.length === 0 && (
          <p className="px-3 py-2.5 text-muted">{emptyText ?? t("nothingFound")}</p>
        )}
      </div>
      <span role="status" className="sr-only">
        {open && query ? t("found", { count: matches.length }) : ""}
      </span>
    </div>
  );
}
