"use client";

import { ChevronDown, Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/choice";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu, MenuCheckbox } from "@/components/ui/menu";
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
        <Menu
          align="start"
          label="Status"
          trigger={
            <Button
              size="sm"
              className={cn(
                filter.status.length > 0 && "border-accent! bg-accent-soft! text-accent-ink!",
              )}
            >
              <span className="max-w-52 truncate">
                {filter.status.length > 0
                  ? `Status: ${filter.status.map((one) => stateWords[one]).join(", ")}`
                  : "Status"}
              </span>
              <ChevronDown aria-hidden="true" />
            </Button>
          }
        >
          {STATUS_CHOICES.map((one) => (
            <MenuCheckbox
              key={one}
              checked={filter.status.includes(one)}
              onCheckedChange={(checked) =>
                go({
                  status: checked
                    ? [...filter.status, one]
                    : filter.status.filter((other) => other !== one),
                })
              }
            >
              {stateWords[one]}
            </MenuCheckbox>
          ))}
        </Menu>
        <NameFilter
          name="Staff"
          choices={desk.people}
          chosen={filter.staff}
          onChange={(staff) => go({ staff })}
        />
        <NameFilter
          name="Service"
          choices={desk.services}
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

/** One of the business's own lists as a chip: what is on says so. */
function NameFilter({
  name,
  choices,
  chosen,
  onChange,
}: {
  name: string;
  choices: readonly { id: string; name: string; archived: boolean }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const on = choices.filter(({ id }) => chosen.includes(id));
  return (
    <Menu
      align="start"
      label={name}
      trigger={
        <Button
          size="sm"
          className={cn(on.length > 0 && "border-accent! bg-accent-soft! text-accent-ink!")}
        >
          <span className="max-w-52 truncate">
            {on.length > 0 ? `${name}: ${on.map((one) => one.name).join(", ")}` : name}
          </span>
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      {choices
        .filter(({ id, archived }) => !archived || chosen.includes(id))
        .map((one) => (
          <MenuCheckbox
            key={one.id}
            checked={chosen.includes(one.id)}
            onCheckedChange={(checked) =>
              onChange(checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
            }
          >
            {one.name}
          </MenuCheckbox>
        ))}
    </Menu>
  );
}
