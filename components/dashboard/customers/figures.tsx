import { Ban } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Customer } from "@/lib/customers/schema";

/** How often a customer did not come; nothing when they always did. */
export function NoShows({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Badge tone="warn">{count === 1 ? "Did not come once" : `Did not come ${count} times`}</Badge>
  );
}

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
      <NoShows count={noShows} />
      {late > 0 && <Badge tone="warn">{late} cancelled late</Badge>}
    </span>
  );
}
