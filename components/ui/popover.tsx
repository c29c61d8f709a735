"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { usePortal } from "./portal";

/** Something small beside what opened it: a filter, a quick look. Closes on Escape and outside. */
export function Popover({
  trigger,
  label,
  align = "start",
  children,
  open,
  onOpenChange,
  className,
}: {
  /** It must take a ref and props (a Button does). */
  trigger: ReactNode;
  /** What it is, for screen readers. */
  label: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={usePortal()}>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className={cn(
            "z-50 max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-md border border-line bg-raised p-4 shadow-float data-[state=closed]:animate-rise-out data-[state=open]:animate-rise-in",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
