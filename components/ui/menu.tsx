"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { usePortal } from "./portal";

const itemClass = cn(
  "flex min-h-11 w-full cursor-pointer select-none items-center gap-2.5 rounded-sm px-2.5 outline-none",
  "data-disabled:cursor-not-allowed data-highlighted:bg-accent-soft data-disabled:opacity-50",
  "md:min-h-9 [&_svg]:size-4.5 [&_svg]:shrink-0 [&_svg]:text-muted",
);

/** A menu of actions behind a button. `trigger` must take a ref and props (a Button does). */
export function Menu({
  trigger,
  label,
  align = "end",
  children,
  open,
  onOpenChange,
}: {
  trigger: ReactNode;
  /** What the menu is about, for screen readers, where the trigger does not say it. */
  label?: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={usePortal()}>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={12}
          aria-label={label}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float data-[state=closed]:animate-rise-out data-[state=open]:animate-rise-in"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** One action of a menu; with `href` it is a link. */
export function MenuItem({
  icon,
  danger,
  href,
  disabled,
  onSelect,
  children,
}: {
  icon?: ReactNode;
  danger?: boolean;
  href?: string;
  disabled?: boolean;
  onSelect?: (event: Event) => void;
  children: ReactNode;
}) {
  const className = cn(itemClass, danger && "text-danger [&_svg]:text-danger");
  if (href) {
    return (
      <Radix.Item asChild disabled={disabled} onSelect={onSelect}>
        <Link href={href} className={className}>
          {icon}
          {children}
        </Link>
      </Radix.Item>
    );
  }
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={className}>
      {icon}
      {children}
    </Radix.Item>
  );
}

/** A choice of several that stays open; a tick shows what is on. */
export function MenuCheckbox({
  checked,
  onCheckedChange,
  children,
}: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      onCheckedChange={onCheckedChange}
      onSelect={(event) => event.preventDefault()}
      className={itemClass}
    >
      <Check aria-hidden="true" className={cn(!checked && "invisible")} />
      {children}
    </Radix.CheckboxItem>
  );
}

/** One of several: wrap MenuRadio items. */
export function MenuRadioGroup({
  value,
  onValueChange,
  children,
}: {
  value: string;
  onValueChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange}>
      {children}
    </Radix.RadioGroup>
  );
}

/** One choice of a MenuRadioGroup. */
export function MenuRadio({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.RadioItem value={value} className={cn(itemClass, "group")}>
      <Check aria-hidden="true" className="invisible group-data-[state=checked]:visible" />
      {children}
    </Radix.RadioItem>
  );
}

/** A name over a group of items. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-muted text-sm">{children}</Radix.Label>;
}

/** A hairline between groups. */
export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
