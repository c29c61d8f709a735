"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { AnalyticsFilter, Preset } from "@/lib/analytics/rules";
import type { Desk } from "@/lib/members/schema";

const presetNames: Record<Preset, string> = {
  week: "Last 7 days",
  "30days": "Last 30 days",
  month: "This month so far",
  lastmonth: "Last month",
  "90days": "Last 90 days",
  year: "Last 365 days",
};

/** Which dates, which service, which person; an address that can be kept and sent on. */
export function FiguresFilter({ filter, desk }: { filter: AnalyticsFilter; desk: Desk }) {
  const [preset, setPreset] = useState<string>(filter.preset);
  // Whoever types a date means that date.
  const own = () => setPreset("own");
  return (
    <search>
      <form
        action="/dashboard/analytics"
        className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
      >
        <Field label="Period" className="max-sm:col-span-2">
          <Select
            name="period"
            value={preset}
            onChange={(event) => setPreset(event.currentTarget.value)}
          >
            {Object.entries(presetNames).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
            <option value="own">From and to</option>
          </Select>
        </Field>
        <Field label="From">
          <Input type="date" name="from" defaultValue={filter.period.from} onChange={own} />
        </Field>
        <Field label="To">
          <Input type="date" name="to" defaultValue={filter.period.to} onChange={own} />
        </Field>
        <Field label="Service">
          <Select name="service" defaultValue={filter.serviceId ?? ""}>
            <option value="">All services</option>
            {desk.services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Person">
          <Select name="staff" defaultValue={filter.staffId ?? ""}>
            <option value="">Everybody</option>
            {desk.people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" className="max-sm:col-span-2">
          Show
        </Button>
      </form>
    </search>
  );
}
