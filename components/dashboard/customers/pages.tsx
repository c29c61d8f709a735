import { ChevronLeft, ChevronRight } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { formatNumber } from "@/lib/format";

/** Where one is in a long list, and the way on. @param to the address of a page, from 1 */
export function Pages({
  label,
  page,
  pageSize,
  total,
  locale,
  to,
}: {
  label: string;
  page: number;
  pageSize: number;
  total: number;
  locale: string;
  to: (page: number) => string;
}) {
  const pages = Math.ceil(total / pageSize);
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3">
      <p className="tabular text-muted">
        {formatNumber(first, locale)} to {formatNumber(last, locale)} of{" "}
        {formatNumber(total, locale)}
      </p>
      {pages > 1 && (
        <div className="flex gap-2">
          {page > 1 && (
            <ButtonLink href={to(page - 1)} rel="prev">
              <ChevronLeft aria-hidden="true" className="rtl:rotate-180" />
              Previous
            </ButtonLink>
          )}
          {page < pages && (
            <ButtonLink href={to(page + 1)} rel="next">
              Next
              <ChevronRight aria-hidden="true" className="rtl:rotate-180" />
            </ButtonLink>
          )}
        </div>
      )}
    </nav>
  );
}
