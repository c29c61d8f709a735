"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { kindWords } from "@/lib/notifications/desk-words";
import {
  type HistoryFilter,
  KINDS,
  type State,
  writeHistoryFilter,
} from "@/lib/notifications/history";

const TYPING_MS = 300;

/** Search, state and channel; each change is a new address, so that it can be kept and sent on. */
export function HistoryFilterBar({ filter }: { filter: HistoryFilter }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [search, setSearch] = useState(filter.search);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  function go(change: Partial<HistoryFilter>) {
    clearTimeout(typing.current);
    const next = { ...filter, search, page: 1, ...change };
    start(() => router.push(`/dashboard/messages${writeHistoryFilter(next)}`, { scroll: false }));
  }

  return (
    <search className="flex flex-wrap items-center gap-3" aria-busy={pending}>
      <form
        className="w-full sm:w-72"
        onSubmit={(event) => {
          event.preventDefault();
          go({});
        }}
      >
        <Field label="Search messages" hideLabel>
          <Input
            type="search"
            name="q"
            value={search}
            placeholder="Name, address or number"
            autoComplete="off"
            start={<Search aria-hidden="true" />}
            onChange={(event) => {
              const text = event.currentTarget.value;
              setSearch(text);
              clearTimeout(typing.current);
              typing.current = setTimeout(() => go({ search: text }), TYPING_MS);
            }}
          />
        </Field>
      </form>
      <SegmentedControl
        label="Show"
        name="state"
        value={filter.state}
        onValueChange={(value) => go({ state: value as State })}
        options={[
          { value: "all", label: "All" },
          { value: "sent", label: "Sent" },
          { value: "waiting", label: "Planned" },
          { value: "failed", label: "Failed" },
          { value: "dropped", label: "Not needed" },
        ]}
      />
      <Field
        label="Way"
        hideLabel
        className="min-w-0 flex-1 basis-36 sm:w-44 sm:flex-none sm:basis-auto"
      >
        <Select
          value={filter.channel ?? ""}
          onChange={(event) =>
            go({ channel: (event.currentTarget.value || null) as HistoryFilter["channel"] })
          }
        >
          <option value="">Every way</option>
          <option value="email">E-mail</option>
          <option value="sms">Text message</option>
          <option value="push">Browser</option>
        </Select>
      </Field>
      <Field
        label="Message"
        hideLabel
        className="min-w-0 flex-1 basis-36 sm:w-56 sm:flex-none sm:basis-auto"
      >
        <Select
          value={filter.kind ?? ""}
          onChange={(event) =>
            go({ kind: (event.currentTarget.value || null) as HistoryFilter["kind"] })
          }
        >
          <option value="">Every message</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindWords[kind]}
            </option>
          ))}
        </Select>
      </Field>
      {(filter.booking || filter.customer) && (
        <Button variant="quiet" onClick={() => go({ booking: null, customer: null })}>
          <X aria-hidden="true" />
          {filter.booking ? "Only one booking" : "Only one customer"}
        </Button>
      )}
    </search>
  );
}
