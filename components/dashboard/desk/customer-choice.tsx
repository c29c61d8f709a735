"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search, UserRound, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FoundCustomer } from "@/lib/appointments/desk-schema";
import { fetchJson } from "../fetch-json";

const TYPING_MS = 200;

/** Who it is for, as it is typed. `id` = somebody from the list. */
export interface TypedCustomer {
  id: string | null;
  name: string;
  email: string;
  phone: string;
}

/** Somebody who has been here before, found by a part of their name, address or number; or somebody new. */
export function CustomerChoice({
  businessId,
  value,
  onChange,
  errors,
}: {
  businessId: string;
  value: TypedCustomer;
  onChange: (value: TypedCustomer) => void;
  errors: Readonly<Record<string, string>>;
}) {
  const [known, setKnown] = useState<FoundCustomer | null>(null);
  return (
    <div className="space-y-4">
      {value.id === null ? (
        <CustomerSearch
          businessId={businessId}
          onFound={(found) => {
            setKnown(found);
            onChange({
              id: found.id,
              name: found.name,
              email: found.email ?? "",
              phone: found.phone ?? "",
            });
          }}
        />
      ) : (
        <div className="flex min-h-11 items-center gap-2 rounded-md bg-accent-soft px-3 py-1">
          <UserRound aria-hidden="true" className="size-5 shrink-0 text-accent-ink" />
          <p className="min-w-0 flex-1 truncate">
            {known?.name ?? value.name}
            <span className="text-muted"> has been here before</span>
          </p>
          {known?.blocked && <Badge tone="warn">May not book online</Badge>}
          {known !== null && known.noShows > 0 && (
            <Badge tone="warn">Did not come {known.noShows}×</Badge>
          )}
          <Button
            variant="quiet"
            size="sm"
            onClick={() => {
              setKnown(null);
              onChange({ id: null, name: "", email: "", phone: "" });
            }}
          >
            <X aria-hidden="true" />
            Somebody else
          </Button>
        </div>
      )}
      <Field label="Name" required error={errors["customer.name"]}>
        <Input
          value={value.name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="E-mail" optional error={errors["customer.email"]}>
          <Input
            type="email"
            inputMode="email"
            value={value.email}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => onChange({ ...value, email: event.currentTarget.value })}
          />
        </Field>
        <Field label="Phone" optional error={errors["customer.phone"]}>
          <Input
            type="tel"
            inputMode="tel"
            value={value.phone}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => onChange({ ...value, phone: event.currentTarget.value })}
          />
        </Field>
      </div>
    </div>
  );
}

/** Follows the combobox pattern: focus stays in the box, arrows go through the list, Enter takes. */
function CustomerSearch({
  businessId,
  onFound,
}: {
  businessId: string;
  onFound: (customer: FoundCustomer) => void;
}) {
  const list = useId();
  const [text, setText] = useState("");
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(-1);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ["customer-search", businessId, search],
    queryFn: ({ signal }) =>
      fetchJson<{ customers: FoundCustomer[] }>(
        `/api/dashboard/customers?business=${businessId}&q=${encodeURIComponent(search)}`,
        signal,
      ),
    enabled: search.length > 1,
    placeholderData: keepPreviousData,
  });
  const found = text.trim().length > 1 ? (data?.customers ?? []) : [];
  const open = text.trim().length > 1 && data !== undefined;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((at) => Math.max(0, Math.min(found.length - 1, at + step)));
    } else if (event.key === "Enter") {
      // Never the form around it: whoever presses Enter here wants the customer.
      event.preventDefault();
      const chosen = found[active] ?? (found.length === 1 ? found[0] : undefined);
      if (chosen) onFound(chosen);
    } else if (event.key === "Escape") setText("");
  }

  return (
    <div className="relative">
      <Field label="Find a customer" hint="A part of a name, an address or a number" optional>
        {(control) => (
          <Input
            {...control}
            type="search"
            role="combobox"
            aria-expanded={open}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 && found[active] ? `${list}-${active}` : undefined}
            autoComplete="off"
            start={<Search aria-hidden="true" />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setActive(-1);
            }}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div
        id={list}
        role="listbox"
        tabIndex={-1}
        aria-label="Customers"
        hidden={!open}
        onMouseDown={(event) => event.preventDefault()}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float"
      >
        {found.map((customer, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box, where focus stays.
          <div
            key={customer.id}
            id={`${list}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onMouseMove={() => setActive(i)}
            onClick={() => onFound(customer)}
            className="flex min-h-13 cursor-pointer flex-col justify-center rounded-sm px-3 py-1 aria-selected:bg-accent-soft"
          >
            <span className="truncate">{customer.name}</span>
            <span className="truncate text-muted text-sm">
              {[customer.phone, customer.email].filter(Boolean).join(", ") ||
                "No address, no number"}
            </span>
          </div>
        ))}
        {open && found.length === 0 && (
          <p className="px-3 py-2.5 text-muted">Nobody found. Write their name below.</p>
        )}
      </div>
      <span role="status" className="sr-only">
        {open ? `${found.length} found` : ""}
      </span>
    </div>
  );
}
