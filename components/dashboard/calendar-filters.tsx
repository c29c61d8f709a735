"use client";

import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { StaffBar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckbox } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import type { CalendarQuery } from "@/lib/appointments/rules";
import type { AppointmentState } from "@/lib/appointments/schema";
import type { Desk, DeskPerson } from "@/lib/members/schema";
import { blockClass, stateWords } from "./block";
import { SearchedChoices } from "./desk/searched-choices";

const STATES: AppointmentState[] = ["pending", "confirmed", "completed", "no_show", "cancelled"];

/** From how many on nobody reads them all. */
const SEARCHED_FROM = 12;
/** People whom the legend names without being asked. */
const NAMED = 12;

interface Choice {
  value: string;
  label: string;
}

/** Filters as chips: what is on says so, and each can be taken away. */
export function CalendarFilters({
  desk,
  query,
  onChange,
}: {
  desk: Desk;
  query: CalendarQuery;
  onChange: (change: Partial<CalendarQuery>) => void;
}) {
  const filtered = query.staff.length + query.service.length + query.status.length > 0;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Chip
        name="Staff"
        choices={desk.people
          .filter(({ archived }) => !archived)
          .map(({ id, name }) => ({ value: id, label: name }))}
        chosen={query.staff}
        onChange={(staff) => onChange({ staff })}
      />
      <Chip
        name="Service"
        choices={desk.services
          .filter(({ archived }) => !archived)
          .map(({ id, name }) => ({ value: id, label: name }))}
        chosen={query.service}
        onChange={(service) => onChange({ service })}
      />
      <Chip
        name="Status"
        choices={STATES.map((state) => ({ value: state, label: stateWords[state] }))}
        chosen={query.status}
        onChange={(status) => onChange({ status: status as AppointmentState[] })}
      />
      {filtered && (
        <Button
          size="sm"
          variant="quiet"
          onClick={() => onChange({ staff: [], service: [], status: [] })}
        >
          <X aria-hidden="true" />
          Clear
        </Button>
      )}
    </div>
  );
}

function Chip({
  name,
  choices,
  chosen,
  onChange,
}: {
  name: string;
  choices: Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const labels = choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  const on = labels.length > 0;
  const trigger = (
    <Button size="sm" className={cn(on && "border-accent! bg-accent-soft! text-accent-ink!")}>
      <span className="max-w-52 truncate">{on ? `${name}: ${labels.join(", ")}` : name}</span>
      <ChevronDown aria-hidden="true" />
    </Button>
  );
  if (choices.length >= SEARCHED_FROM) {
    return (
      <Popover label={name} trigger={trigger}>
        <SearchedChoices name={name} choices={choices} chosen={chosen} onChange={onChange} />
      </Popover>
    );
  }
  return (
    <Menu align="start" label={name} trigger={trigger}>
      {choices.map(({ value, label }) => (
        <MenuCheckbox
          key={value}
          checked={chosen.includes(value)}
          onCheckedChange={(checked) =>
            onChange(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        >
          {label}
        </MenuCheckbox>
      ))}
    </Menu>
  );
}

/** What the colours and patterns mean. */
export function Legend({ people }: { desk: Desk; people: DeskPerson[] }) {
  const [all, setAll] = useState(false);
  // One more is as short as the button that would stand for them.
  const folds = people.length > NAMED + 1;
  const named = folds && !all ? people.slice(0, NAMED) : people;
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-3 text-muted text-sm">
      <ul aria-label="Staff" className="flex flex-wrap gap-x-4 gap-y-1.5">
        {named.map((person) => (
          <li key={person.id} className="flex items-center gap-2">
            <StaffBar staff={person.hue} className="h-4!" />
            {person.name}
          </li>
        ))}
        {folds && (
          <li className="print:hidden">
            <button
              type="button"
              aria-expanded={all}
              onClick={() => setAll(!all)}
              className="prose-link relative after:absolute after:-inset-x-2 after:-inset-y-3"
            >
              {all ? "Fewer names" : `All ${people.length}`}
            </button>
          </li>
        )}
      </ul>
      <ul aria-label="Status" className="flex flex-wrap gap-x-4 gap-y-1.5">
        {STATES.map((state) => (
          <li key={state} className="flex items-center gap-2">
            <span
              aria-hidden="true"
              data-staff="0"
              className={cn("inline-grid h-4 w-7 place-items-center", blockClass(state))}
            >
              {state === "cancelled" && <span className="h-px w-4 bg-current" />}
            </span>
            {stateWords[state]}
          </li>
        ))}
        <li className="flex items-center gap-2">
          <span aria-hidden="true" data-staff="0" className="h-4 w-7 rounded-sm bg-staff-soft/45" />
          Kept free around
        </li>
      </ul>
    </div>
  );
}
