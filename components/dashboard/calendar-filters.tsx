"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { StaffBar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { CalendarQuery } from "@/lib/appointments/rules";
import type { AppointmentState } from "@/lib/appointments/schema";
import type { Desk, DeskPerson } from "@/lib/members/schema";
import { blockClass, stateWords } from "./block";
import { FilterChip } from "./filter-chip";

const STATES: AppointmentState[] = ["pending", "confirmed", "completed", "no_show", "cancelled"];

/** People whom the legend names without being asked. */
const NAMED = 12;

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
      <FilterChip
        name="Staff"
        choices={desk.people
          .filter(({ archived }) => !archived)
          .map(({ id, name }) => ({ value: id, label: name }))}
        chosen={query.staff}
        onChange={(staff) => onChange({ staff })}
      />
      <FilterChip
        name="Service"
        choices={desk.services
          .filter(({ archived }) => !archived)
          .map(({ id, name }) => ({ value: id, label: name }))}
        chosen={query.service}
        onChange={(service) => onChange({ service })}
      />
      <FilterChip
        name="Status"
        choices={STATES.map((state) => ({ value: state, label: stateWords[state] }))}
        chosen={query.status}
        onChange={(status) => onChange({ status })}
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
