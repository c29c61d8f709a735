import type { ReactNode } from "react";
import { useWords } from "#words";
import { cn } from "./cn";
import { AlertSign } from "./signs";

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

/** What happened, what is safe, what to do. Takes the place of what failed, inside its page. */
export function ErrorState({
  title,
  safe,
  action,
  reference,
  className,
}: {
  title: ReactNode;
  /** What has not been lost. */
  safe?: ReactNode;
  /** The way on: a Button or ButtonLink. */
  action?: ReactNode;
  /** A short code that support can look up; never the error's text. */
  reference?: string;
  className?: string;
}) {
  const t = useWords("ui");
  return (
    <div
      role="alert"
      className={cn("rounded-lg border border-line bg-surface p-6 sm:p-8", className)}
    >
      <div className="max-w-prose">
        <AlertSign className="mb-3 text-danger" />
        <h2 className="font-medium text-lg">{title}</h2>
        {safe && <p className="mt-1 text-muted">{safe}</p>}
        {action && <div className="mt-5 flex flex-wrap gap-3">{action}</div>}
        {reference && (
          <p className="tabular mt-4 text-faint text-sm">{t("reference", { code: reference })}</p>
        )}
      </div>
    </div>
  );
}
