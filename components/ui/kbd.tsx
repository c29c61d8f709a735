import type { ReactNode } from "react";

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid min-w-6 self-center place-items-center rounded-sm border border-line bg-sunken px-1.5 font-sans text-muted text-sm">
      {children}
    </kbd>
  );
}
