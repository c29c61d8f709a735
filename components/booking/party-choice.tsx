"use client";

import { Minus, Plus } from "lucide-react";
import { useWords } from "#words";
import { IconButton } from "@/components/ui/icon-button";

/** For how many: one more, one fewer. Shown only where several can come. */
export function PartyChoice({
  value,
  max,
  onChange,
}: {
  value: number;
  max: number;
  onChange: (party: number) => void;
}) {
  const t = useWords("picker");
  const facts = useWords("facts");
  if (max < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its controls
    <div
      role="group"
      aria-labelledby="party"
      className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1"
    >
      <span id="party" className="font-medium">
        {t("for")}
      </span>
      <div className="flex items-center gap-1">
        <IconButton
          label={t("fewer")}
          icon={<Minus />}
          variant="outline"
          disabled={value <= 1}
          onClick={() => onChange(value - 1)}
        />
        <output aria-live="polite" className="tabular w-24 text-center">
          {facts("people", { count: value })}
        </output>
        <IconButton
          label={t("more")}
          icon={<Plus />}
          variant="outline"
          disabled={value >= max}
          onClick={() => onChange(value + 1)}
        />
      </div>
    </div>
  );
}
