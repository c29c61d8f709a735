import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A sheet of paper on the desk: a hairline, no shadow. `flush` lets rows reach its edges. */
export function Card({ flush, className, ...rest }: ComponentProps<"div"> & { flush?: boolean }) {
  return (
    <div
      {...rest}
      className={cn(
        "rounded-lg border border-line bg-surface",
        flush ? "overflow-hidden" : "p-5 sm:p-6",
        className,
      )}
    />
  );
}

/** A titled part of a page, with room for one action at its end. */
export function Panel({
  title,
  description,
  action,
  children,
  flush,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  flush?: boolean;
  className?: string;
}) {
  return (
    <section className={cn("rounded-lg border border-line bg-surface", className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-5 pb-4 sm:px-6">
        <div className="min-w-0">
          <h2 className="font-medium text-lg">{title}</h2>
          {description && <p className="mt-0.5 text-muted">{description}</p>}
        </div>
        {action}
      </div>
      <div className={cn(flush ? "border-line border-t" : "px-5 pb-5 sm:px-6 sm:pb-6")}>
        {children}
      </div>
    </section>
  );
}
