"use client";

import { useState, useTransition } from "react";
import { answered } from "@/components/calendars/answered";
import { refusal } from "@/components/calendars/words";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { saveUse } from "@/lib/calendars/actions";
import type { ConnectedCalendar } from "@/lib/calendars/data";
import type { CalendarUse } from "@/lib/calendars/schema";

type Use = CalendarUse["use"];

function useOf({ blocks, receives }: ConnectedCalendar): Use {
  if (blocks) return receives ? "both" : "blocks";
  return receives ? "receives" : "neither";
}

const SAID: Record<Use, string> = {
  both: "blocks free times and gets the bookings",
  blocks: "blocks free times",
  receives: "gets the bookings",
  neither: "is left alone",
};

/** The calendars of an account: for each, whether it blocks, receives, or neither. Saved at once. */
export function CalendarRows({ calendars }: { calendars: ConnectedCalendar[] }) {
  return (
    <ul className="divide-y divide-line">
      {calendars.map((calendar) => (
        <Row key={calendar.id} calendar={calendar} />
      ))}
    </ul>
  );
}

function Row({ calendar }: { calendar: ConnectedCalendar }) {
  const toast = useToast();
  const [busy, start] = useTransition();
  const [use, setUse] = useState<Use>(useOf(calendar));
  const [privacy, setPrivacy] = useState(calendar.privacy);

  function save(next: { use: Use; privacy: "details" | "busy" }) {
    const before = { use, privacy };
    setUse(next.use);
    setPrivacy(next.privacy);
    start(async () => {
      const outcome = await answered(saveUse({ calendarId: calendar.id, ...next }));
      if (!outcome.ok) {
        setUse(before.use);
        setPrivacy(before.privacy);
      }
      toast({
        message: outcome.ok ? `${calendar.name} ${SAID[next.use]}.` : refusal(outcome.code),
      });
    });
  }

  return (
    <li className="grid items-center gap-x-6 gap-y-3 px-5 py-4 sm:grid-cols-[minmax(0,1fr)_15rem] sm:px-6 lg:grid-cols-[minmax(0,1fr)_15rem_13rem]">
      <p className="flex min-w-0 items-center gap-3">
        <span
          aria-hidden="true"
          className="size-3 shrink-0 rounded-full bg-line-strong"
          style={calendar.color ? { backgroundColor: calendar.color } : undefined}
        />
        <span className="[overflow-wrap:anywhere]">{calendar.name}</span>
      </p>
      <Field label={`What ${calendar.name} does`} hideLabel>
        <Select
          value={use}
          disabled={busy}
          onChange={(event) => save({ use: event.target.value as Use, privacy })}
        >
          <option value="blocks">Blocks free times</option>
          {calendar.writable && <option value="receives">Gets the bookings</option>}
          {calendar.writable && <option value="both">Both</option>}
          <option value="neither">Neither</option>
        </Select>
      </Field>
      {(use === "receives" || use === "both") && (
        <Field
          label={`What bookings tell in ${calendar.name}`}
          hideLabel
          className="sm:col-start-2 lg:col-start-3"
        >
          <Select
            value={privacy}
            disabled={busy}
            onChange={(event) =>
              save({ use, privacy: event.target.value === "busy" ? "busy" : "details" })
            }
          >
            <option value="details">With all details</option>
            <option value="busy">Only “Busy”</option>
          </Select>
        </Field>
      )}
    </li>
  );
}
