import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The part of a dashboard page beside the rail: its one main element. */
export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <main id="main" className={cn("gutter min-w-0 py-6 pb-24 lg:pb-10", className)}>
      <div className="mx-auto w-full max-w-7xl space-y-6">{children}</div>
    </main>
  );
}
