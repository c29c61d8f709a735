"use client";

import { StaffBar } from "@/components/ui/avatar";

const HUES = [0, 1, 2, 3, 4, 5, 6, 7];

/** Which of the eight colours marks a person; each has its own pattern too. */
export function HueChoice({ value, onValue }: { value: number; onValue: (hue: number) => void }) {
  return (
    <fieldset>
      <legend className="font-medium">Colour</legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {HUES.map((hue) => (
          <label
            key={hue}
            className="relative grid size-11 cursor-pointer place-items-center rounded-md border border-line bg-surface has-checked:border-2 has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="hue"
              className="sr-only"
              aria-label={`Colour ${hue + 1}`}
              checked={value === hue}
              onChange={() => onValue(hue)}
            />
            <StaffBar staff={hue} className="h-7!" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
