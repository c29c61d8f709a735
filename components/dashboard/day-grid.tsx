"use client";

import { type ComponentProps, useMemo } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { DeskPerson } from "@/lib/members/schema";
import { type Column, TimeGrid } from "./desk/time-grid";

/** One date, the staff side by side. */
export function DayGrid({
  date,
  people,
  ...rest
}: Omit<ComponentProps<typeof TimeGrid>, "columns"> & { date: string; people: DeskPerson[] }) {
  const columns = useMemo(
    () =>
      people.map(
        (person): Column => ({
          key: person.id,
          date,
          staffId: person.id,
          label: person.name,
          head: (
            <>
              <Avatar name={person.name} staff={person.hue} size="sm" />
              <h3 className="truncate font-medium">{person.name}</h3>
            </>
          ),
        }),
      ),
    [people, date],
  );
  if (columns.length === 0) return null;
  return <TimeGrid {...rest} columns={columns} />;
}
