"use client";

import { ChevronDown, Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/choice";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import {
  type BookingsFilter,
  type Period,
  STATUS_CHOICES,
  writeBookingsFilter,
} from "@/lib/appointments/bookings-query";
import { formatLocalDate } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { stateWords } from "./block";
import { FilterChip } from "./filter-chip";

const TYPING_MS = 300;

/** Search, period, dates and status; each change is a new address, so that it can be kept and sent on. */
export function BookingsFilterBar({ filter, desk }: { filter: BookingsFilter; desk: Desk }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [search, setSearch] = useState(filter.search);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  function go(change: Partial<BookingsFilter>) {
    clearTimeout(typing.current);
    const next = { ...filter, search, page: 1, ...change };
    start(() => router.push(`/dashboard/bookings${writeBookingsFilter(next)}`, { scroll: false }));
  }
  const dated = filter.from !== null || filter.to !== null;
  const dates = [filter.from, filter.to]
    .map((date) => (date ? formatLocalDate(date, desk.locale) : "…"))
    .join(" – ");

  const filtered =
    dated ||
    filter.status.length + filter.staff.length + filter.service.length > 0 ||
    filter.search !== "";

  return (
    <search className="flex flex-wrap items-center gap-3" aria-busy={pending}>
      <form
        className="w-full sm:w-72"
        onSubmit={(event) => {
          event.preventDefault();
          go({});
        }}
      >
        <Field label="Search bookings" hideLabel>
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
        label="Period"
        name="when"
        value={dated ? "" : filter.period}
        onValueChange={(value) => go({ period: value as Period, from: null, to: null })}
        options={[
          { value: "upcoming", label: "Upcoming" },
          { value: "past", label: "Past" },
          { value: "all", label: "All" },
        ]}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Popover
          label="Dates"
          align="start"
          trigger={
            <Button
              size="sm"
              className={cn(dated && "border-accent! bg-accent-soft! text-accent-ink!")}
            >
              {dated ? dates : "Dates"}
              <ChevronDown aria-hidden="true" />
            </Button>
          }
        >
          <div className="space-y-3">
            <Field label="From">
              <Input
                type="date"
                value={filter.from ?? ""}
                onChange={(event) => go({ from: event.currentTarget.value || null })}
              />
            </Field>
            <Field label="To">
              <Input
                type="date"
                value={filter.to ?? ""}
                onChange={(event) => go({ to: event.currentTarget.value || null })}
              />
            </Field>
          </div>
        </Popover>
        <FilterChip
          name="Status"
          choices={STATUS_CHOICES.map((value) => ({ value, label: stateWords[value] }))}
          chosen={filter.status}
          onChange={(status) => go({ status })}
        />
        <FilterChip
          name="Staff"
          choices={named(desk.people, filter.staff)}
          chosen={filter.staff}
          onChange={(staff) => go({ staff })}
        />
        <FilterChip
          name="Service"
          choices={named(desk.services, filter.service)}
          chosen={filter.service}
          onChange={(service) => go({ service })}
        />
        {filtered && (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => {
              setSearch("");
              go({ search: "", status: [], staff: [], service: [], from: null, to: null });
            }}
          >
            <X aria-hidden="true" />
            Clear
          </Button>
        )}
      </div>
    </search>
  );
}

/** Of one of the business's own lists: what is archived only where it is asked for. */
function named(list: readonly { id: string; name: string; archived: boolean }[], chosen: string[]) {
  return list
    .filter(({ id, archived }) => !archived || chosen.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
}
