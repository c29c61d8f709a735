import type { ReactNode } from "react";
import { cn } from "./cn";

export { ErrorState } from "./error-state";
export { Notice } from "./notice";

/** What will be here, and the first step. */
export function EmptyState({
  title,
  children,
  action,
  icon,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("rounded-lg border border-line bg-surface py-7", className)}>
      <div className="ruled px-6 pb-7 sm:px-8">
        {icon && <div className="h-7 text-muted [&_svg]:size-5">{icon}</div>}
        <h2 className="max-w-prose font-medium text-lg leading-7">{title}</h2>
        {children && <div className="max-w-prose text-muted leading-7">{children}</div>}
      </div>
      {action && <div className="flex flex-wrap gap-3 px-6 sm:px-8">{action}</div>}
    </div>
  );
}
