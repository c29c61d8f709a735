import type { ReactNode } from "react";
import { useWords } from "#words";
import { cn } from "./cn";
import { AlertSign } from "./signs";

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
