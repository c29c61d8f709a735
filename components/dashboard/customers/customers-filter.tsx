"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { SegmentedControl } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import {
  type CustomersFilter,
  type Shown,
  type Sort,
  writeCustomersFilter,
} from "@/lib/customers/list-query";

const TYPING_MS = 300;

/** Search, who is shown and in which order; each change is a new address, so that it can be kept and sent on. */
export function CustomersFilterBar({ filter }: { filter: CustomersFilter }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [search, setSearch] = useState(filter.search);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  function go(change: Partial<CustomersFilter>) {
    clearTimeout(typing.current);
    const next = { ...filter, search, page: 1, ...change };
    start(() =>
      router.push(`/dashboard/customers${writeCustomersFilter(next)}`, { scroll: false }),
    );
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
        <Field label="Search customers" hideLabel>
          <Input
            type="search"
            name="q"
            value={search}
            placeholder="Name, e-mail or phone"
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
        name="show"
        value={filter.show}
        onValueChange={(value) => go({ show: value as Shown })}
        options={[
          { value: "all", label: "All" },
          { value: "no_shows", label: "Did not come" },
          { value: "blocked", label: "Blocked" },
        ]}
      />
      <Field label="Order" hideLabel className="w-full sm:w-52">
        <Select
          value={filter.sort}
          onChange={(event) => go({ sort: event.currentTarget.value as Sort })}
        >
          <option value="name">By name</option>
          <option value="last">Last visit first</option>
          <option value="visits">Most visits first</option>
          <option value="added">Newest first</option>
        </Select>
      </Field>
    </search>
  );
}
