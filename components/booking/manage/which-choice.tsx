import { useWords } from "#words";
import { RadioGroup } from "@/components/ui/choice";
import type { Which } from "@/lib/bookings/rules";

/** Which appointments of a series a change is for. */
export function WhichChoice({
  label,
  following,
  all,
  value,
  onChange,
}: {
  label: string;
  /** How many stand from this one on. */
  following: number;
  /** How many stand in all. */
  all: number;
  value?: Which;
  onChange?: (which: Which) => void;
}) {
  const t = useWords("series");
  const options = [
    { value: "this", label: t("onlyThis") },
    ...(following > 1
      ? [{ value: "following", label: t("following", { count: following - 1 }) }]
      : []),
    ...(all > following ? [{ value: "all", label: t("all", { count: all }) }] : []),
  ];
  if (options.length === 1) return null;
  return (
    <RadioGroup
      label={label}
      name="which"
      options={options}
      {...(onChange
        ? { value: value ?? "this", onValueChange: (next: string) => onChange(next as Which) }
        : { defaultValue: "this" })}
    />
  );
}
