"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, memo } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { CalendarView } from "@/lib/appointments/rules";
import type { DeskPerson } from "@/lib/members/schema";
import { DayGrid } from "../day-grid";
import { WeekGrid } from "./week-grid";

const CalendarGrid = dynamic(() => import("../full-calendar"), {
  ssr: false,
  loading: () => <Skeleton className="h-[calc(100dvh-15rem)] min-h-80 w-full" />,
});

/** What the calendar shows of a time, in its view: drawn anew only when something on it changes. */
export const CalendarPaper = memo(function CalendarPaper({
  view,
  date,
  from,
  today,
  people,
  onDay,
  ...rest
}: Omit<ComponentProps<typeof WeekGrid>, "from"> & {
  view: CalendarView;
  date: string;
  from: string;
  people: DeskPerson[];
}) {
  if (view === "day") return <DayGrid {...rest} date={date} people={people} />;
  if (view === "week") return <WeekGrid {...rest} from={from} today={today} onDay={onDay} />;
  return (
    <CalendarGrid
      key={`${view} ${date}`}
      desk={rest.desk}
      view={view}
      date={date}
      appointments={rest.appointments}
      mayMove={rest.mayMove!}
      onOpen={rest.onOpen}
      onDay={onDay}
      onPlace={rest.onPlace!}
    />
  );
});
