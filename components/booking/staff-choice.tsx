"use client";

import { Users } from "lucide-react";
import { useWords } from "#words";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { Performer } from "./types";

/** With whom: anyone first, since that is soonest. Native radio buttons that look like name tags. */
export function StaffChoice({
  performers,
  value,
  onChange,
}: {
  performers: readonly Performer[];
  value: string;
  onChange: (staff: string) => void;
}) {
  const t = useWords("picker");
  if (performers.length < 2) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{t("with")}</legend>
      <div className="flex flex-wrap gap-2 lg:flex-col">
        <Tag value="any" checked={value === "any"} onChange={onChange}>
          <span className="grid size-8 place-items-center rounded-full bg-ink/8 text-muted">
            <Users aria-hidden="true" className="size-4" />
          </span>
          {t("anyone")}
          <span className="text-muted text-sm max-lg:sr-only lg:ms-auto">{t("soonest")}</span>
        </Tag>
        {performers.map((person) => (
          <Tag
            key={person.slug}
            value={person.slug}
            checked={value === person.slug}
            onChange={onChange}
          >
            <Avatar name={person.name} src={person.photoUrl} staff={person.hue} size="sm" />
            {person.name}
          </Tag>
        ))}
      </div>
    </fieldset>
  );
}

function Tag({
  value,
  checked,
  onChange,
  children,
}: {
  value: string;
  checked: boolean;
  onChange: (staff: string) => void;
  children: React.ReactNode;
}) {
  return (
    <label
      className={cn(
        "relative flex min-h-11 items-center gap-2 rounded-full border py-1 ps-1.5 pe-4 transition-colors lg:rounded-md lg:pe-3",
        "has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2",
        checked
          ? "border-accent bg-accent-soft font-medium"
          : "border-line bg-surface hover:border-line-strong",
      )}
    >
      <input
        type="radio"
        name="with"
        value={value}
        checked={checked}
        onChange={() => onChange(value)}
        className="sr-only"
      />
      {children}
    </label>
  );
}
