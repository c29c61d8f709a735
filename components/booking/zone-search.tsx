"use client";

import { useMemo } from "react";
import { useWords } from "#words";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { formatTime, zoneCity, zoneOffset } from "@/lib/format";
import { isTimeZone } from "@/lib/scheduling/zone";
import { zoneOfToday } from "./zone-names";

/** Every zone that the browser knows, found by its city, its region or its distance from UTC. */
export default function ZoneSearch({
  zone,
  locale,
  business,
  onChange,
}: {
  zone: string;
  locale: string;
  business: { name: string; timeZone: string };
  onChange: (zone: string) => void;
}) {
  const t = useWords("picker");
  const options = useMemo(() => {
    const now = Date.now();
    const device = zoneOfToday(Intl.DateTimeFormat().resolvedOptions().timeZone);
    const known = new Set(
      [zone, business.timeZone, device, ...Intl.supportedValuesOf("timeZone")].map(zoneOfToday),
    );
    return [...known]
      .filter(isTimeZone)
      .map((value) => ({
        value,
        label: zoneCity(value),
        hint: formatTime(now, value, locale),
        keywords: [
          value,
          zoneOffset(value, now, locale),
          ...(value === business.timeZone ? [business.name] : []),
          ...(value === device ? [t("zoneHere")] : []),
        ].join(" "),
      }))
      .sort((a, b) => a.label.localeCompare(b.label, locale));
  }, [zone, business, locale, t]);
  return (
    <Field label={t("zoneLabel")} className="mt-1 max-w-sm">
      <Combobox
        options={options}
        value={zone}
        onValueChange={onChange}
        placeholder={t("zoneExample")}
        emptyText={t("zoneNone")}
      />
    </Field>
  );
}
