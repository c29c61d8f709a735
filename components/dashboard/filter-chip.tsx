"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckbox } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { SearchedChoices } from "./desk/searched-choices";

/** From how many on nobody reads them all. */
const SEARCHED_FROM = 12;

/** A filter as a chip: what is on says so, and each can be taken away. */
export function FilterChip<Value extends string>({
  name,
  choices,
  chosen,
  onChange,
}: {
  name: string;
  choices: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}) {
  const labels = choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  const on = labels.length > 0;
  const trigger = (
    <Button size="sm" className={cn(on && "border-accent! bg-accent-soft! text-accent-ink!")}>
      <span className="max-w-52 truncate">{on ? `${name}: ${labels.join(", ")}` : name}</span>
      <ChevronDown aria-hidden="true" />
    </Button>
  );
  if (choices.length >= SEARCHED_FROM) {
    return (
      <Popover label={name} trigger={trigger}>
        <SearchedChoices name={name} choices={choices} chosen={chosen} onChange={onChange} />
      </Popover>
    );
  }
  return (
    <Menu align="start" label={name} trigger={trigger}>
      {choices.map(({ value, label }) => (
        <MenuCheckbox
          key={value}
          checked={chosen.includes(value)}
          onCheckedChange={(checked) =>
            onChange(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        >
          {label}
        </MenuCheckbox>
      ))}
    </Menu>
  );
}
