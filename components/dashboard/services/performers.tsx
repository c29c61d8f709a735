"use client";

import { StaffBar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/choice";
import { FieldError } from "@/components/ui/field";
import type { DeskPerson } from "@/lib/members/schema";
import { writeAmount } from "@/lib/services/rules";
import type { ServiceDetails } from "@/lib/services/schema";
import { AmountInput, WholeInput } from "./number-inputs";

type Skill = ServiceDetails["staff"][number];

/** Who performs a service, with their own length and price where those differ. */
export function Performers({
  people,
  currency,
  durationMin,
  priceMinor,
  value,
  error,
  onValue,
}: {
  people: DeskPerson[];
  currency: string;
  durationMin: number;
  priceMinor: number | null;
  value: Skill[];
  error?: string | undefined;
  onValue: (value: Skill[]) => void;
}) {
  const set = (id: string, part: Partial<Skill>) =>
    onValue(value.map((skill) => (skill.id === id ? { ...skill, ...part } : skill)));
  return (
    <div>
      <p className="text-muted">
        Empty boxes mean as above. Nobody chosen means that it cannot be booked.
      </p>
      <ul className="mt-2 divide-y divide-line border-line border-y">
        {people
          .filter(({ archived }) => !archived)
          .map((person) => {
            const skill = value.find(({ id }) => id === person.id);
            return (
              <li key={person.id} className="grid gap-x-4 gap-y-2 py-2 sm:grid-cols-2">
                <div className="flex items-center gap-3">
                  <StaffBar staff={person.hue} className="h-6!" />
                  <Checkbox
                    label={person.name}
                    checked={skill !== undefined}
                    onChange={(event) =>
                      onValue(
                        event.currentTarget.checked
                          ? [...value, { id: person.id, durationMin: null, priceMinor: null }]
                          : value.filter(({ id }) => id !== person.id),
                      )
                    }
                  />
                </div>
                {skill && (
                  <div className="grid grid-cols-2 gap-3">
                    <WholeInput
                      label={`Minutes that ${person.name} takes`}
                      hideLabel
                      value={skill.durationMin}
                      placeholder={Number.isNaN(durationMin) ? "" : String(durationMin)}
                      onValue={(minutes) => set(person.id, { durationMin: minutes })}
                    />
                    <AmountInput
                      label={`Price with ${person.name}`}
                      hideLabel
                      currency={currency}
                      value={skill.priceMinor}
                      placeholder={writeAmount(priceMinor, currency)}
                      onValue={(price) => set(person.id, { priceMinor: price })}
                    />
                  </div>
                )}
              </li>
            );
          })}
      </ul>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
