import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatPercent } from "@/lib/format";

/** One figure and how it compares with the period before. */
export function Figure({
  name,
  value,
  change,
  locale,
  hint,
}: {
  name: string;
  value: ReactNode;
  /** A share: 0.1 = a tenth more; null = nothing to compare with. */
  change: number | null;
  locale: string;
  hint?: string;
}) {
  // Less than half a per cent would be written as 0 % more.
  const same = change !== null && Math.abs(change) < 0.005;
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <dt className="text-muted">{name}</dt>
      <dd className="tabular mt-1">
        <span className="block font-medium text-xl">{value}</span>
        <span className="mt-1 flex items-center gap-1 text-muted text-sm">
          {change === null ? (
            "Nothing before to compare"
          ) : (
            <>
              {!same &&
                (change > 0 ? (
                  <ArrowUpRight aria-hidden="true" className="size-4" />
                ) : (
                  <ArrowDownRight aria-hidden="true" className="size-4" />
                ))}
              {same
                ? "As before"
                : `${formatPercent(Math.abs(change), locale)} ${change > 0 ? "more" : "less"} than before`}
            </>
          )}
        </span>
        {hint && <span className="mt-1 block text-muted text-sm">{hint}</span>}
      </dd>
    </div>
  );
}
