import { Ban } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Customer } from "@/lib/customers/schema";

/** What to know before booking somebody in: blocked, did not come, called off late. Nothing when there is nothing. */
export function CustomerBadges({ customer }: { customer: Customer }) {
  const { blockedAt, noShows, late } = customer;
  if (!blockedAt && noShows === 0 && late === 0) return null;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {blockedAt && (
        <Badge tone="danger" icon={<Ban aria-hidden="true" />}>
          Blocked
        </Badge>
      )}
      {noShows > 0 && (
        <Badge tone="warn">
          {noShows === 1 ? "Did not come once" : `Did not come ${noShows} times`}
        </Badge>
      )}
      {late > 0 && <Badge tone="warn">{late} cancelled late</Badge>}
    </span>
  );
}
