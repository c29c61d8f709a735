"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { holidaysAction } from "@/lib/availability/actions";
import { type Schedule, withHolidays } from "@/lib/availability/editor";
import { changeDays, spread } from "@/lib/availability/editor-calendar";
import { formatLocalDate, formatLocalDateLong } from "@/lib/format";
import { HoursFields } from "./hours-fields";

interface Place {
  code: string;
  name: string;
}

/** Public holidays of the business's country and region, each with "we open on this one" and hours of its own. */
export function HolidaysPanel({
  businessId,
  schedule,
  countries,
  today,
  locale,
  disabled,
  onChange,
}: {
  businessId: string;
  schedule: Schedule;
  countries: Place[];
  today: string;
  locale: string;
  disabled: boolean;
  onChange: (change: (schedule: Schedule) => Schedule) => void;
}) {
  const [regions, setRegions] = useState<Place[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [year, setYear] = useState(today.slice(0, 4));
  const country = schedule.country ?? "";
  const region = schedule.region ?? "";
  const known = countries.some(({ code }) => code === country);
  const taken = schedule.closures.filter((one) => one.sourceKey !== null && one.to >= today);
  const years = [...new Set(taken.map(({ from }) => from.slice(0, 4)))].sort();
  const shownYear = years.includes(year) ? year : years[0];

  useEffect(() => {
    let stale = false;
    if (!known || disabled) return;
    holidaysAction({ businessId, country, region: null })
      .then((answer) => {
        if (!stale && answer.ok) setRegions(answer.regions);
      })
      .catch(() => {});
    return () => {
      stale = true;
    };
  }, [businessId, country, known, disabled]);

  /** Choosing a place takes its holidays over at once; they are saved with everything else. */
  async function take(nextCountry: string, nextRegion: string | null) {
    setBusy(true);
    setFailed(false);
    try {
      const answer = await holidaysAction({
        businessId,
        country: nextCountry,
        region: nextRegion,
      });
      if (!answer.ok) return setFailed(true);
      setRegions(answer.regions);
      onChange((now) => ({
        ...now,
        country: nextCountry,
        region: nextRegion,
        closures: withHolidays(now.closures, answer.holidays, today),
      }));
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-label="Public holidays" className="space-y-4">
      <div>
        <h3 className="font-medium text-lg">Public holidays</h3>
        <p className="text-muted">
          Four years ahead, and a new one every January. Closed on each, unless you open.
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Country">
          <Select
            value={known ? country : ""}
            disabled={disabled || busy}
            onChange={(event) => void take(event.currentTarget.value, null)}
          >
            {!known && <option value="">Choose a country</option>}
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {regions.length > 0 && (
          <Field label="Region">
            <Select
              value={region}
              disabled={disabled || busy}
              onChange={(event) => void take(country, event.currentTarget.value || null)}
            >
              <option value="">The whole country</option>
              {regions.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {failed && (
        <Notice tone="warn" live>
          The holidays could not be looked up. Nothing was changed; choose again.
        </Notice>
      )}
      {taken.length === 0 ? (
        <div>
          <p className="text-muted">
            None are taken over yet, so that you are open on all of them.
          </p>
          {!disabled && known && (
            <Button
              className="mt-3"
              pending={busy}
              onClick={() => void take(country, schedule.region)}
            >
              Close on public holidays
            </Button>
          )}
        </div>
      ) : (
        <>
          <Field label="Year" className="w-40">
            <Select value={shownYear} onChange={(event) => setYear(event.currentTarget.value)}>
              {years.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          </Field>
          <ul className="divide-y divide-line border-line border-y">
            {taken
              .filter(({ from }) => from.slice(0, 4) === shownYear)
              .map((one) => {
                const dates = spread(one.from, one.to);
                const own = schedule.overrides.find(
                  ({ date, hours }) => date === one.from && hours.length > 0,
                );
                const open = one.ignored || own !== undefined;
                return (
                  <li key={one.sourceKey} className="py-1">
                    <Switch
                      label={one.name}
                      hint={`${one.from === one.to ? formatLocalDateLong(one.from, locale) : `${formatLocalDate(one.from, locale)} – ${formatLocalDate(one.to, locale)}`} · ${open ? "We open on this one" : "Closed"}`}
                      aria-label={`We open on ${one.name}, ${formatLocalDate(one.from, locale)}`}
                      checked={open}
                      disabled={disabled}
                      onChange={(event) => {
                        const opens = event.currentTarget.checked;
                        onChange((now) => ({
                          ...now,
                          overrides: opens
                            ? now.overrides
                            : now.overrides.filter(({ date }) => !dates.includes(date)),
                          closures: now.closures.map((other) =>
                            other.sourceKey === one.sourceKey
                              ? { ...other, ignored: opens }
                              : other,
                          ),
                        }));
                      }}
                    />
                    {open && !disabled && !own && (
                      <Button
                        size="sm"
                        variant="quiet"
                        className="-ms-3 mb-2"
                        onClick={() =>
                          onChange((now) =>
                            changeDays(now, dates, {
                              kind: "hours",
                              hours: [{ start: 600, end: 840 }],
                              note: one.name,
                            }),
                          )
                        }
                      >
                        Give it hours of its own
                      </Button>
                    )}
                    {own && !disabled && (
                      <div className="pb-3">
                        <HoursFields
                          hours={own.hours}
                          onChange={(hours) =>
                            onChange((now) =>
                              changeDays(now, dates, { kind: "hours", hours, note: own.note }),
                            )
                          }
                        />
                      </div>
                    )}
                  </li>
                );
              })}
          </ul>
        </>
      )}
    </section>
  );
}
