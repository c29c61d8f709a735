"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { usePortal } from "./portal";

/** A few words on hover and focus. Never the only place where something is said: phones have none. */
export function Tooltip({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={usePortal()}>
          <Radix.Content
            sideOffset={6}
            collisionPadding={12}
            className="z-50 max-w-64 animate-fade-in rounded-sm bg-ink px-2.5 py-1.5 text-paper text-sm"
          >
            {label}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
