"use client";

import { Button } from "@/components/ui/button";
import { openBookingAction } from "@/lib/bookings/actions";
import type { ShownNotices } from "@/lib/notifications/shown-notices";
import { type BellWords, CustomerBell } from "./customer-bell";

/** The bell of a signed-in customer: news of every business, each with the way to its appointment. */
export function AccountBell({
  locale,
  initial,
  say,
}: {
  locale: string;
  initial: ShownNotices;
  say: BellWords & { open: string };
}) {
  return (
    <CustomerBell
      address="/api/notices/mine"
      locale={locale}
      initial={initial}
      say={say}
      openThing={(bookingId) => (
        <form action={openBookingAction} data-network className="mt-1">
          <input type="hidden" name="booking" value={bookingId} />
          <Button type="submit" size="sm">
            {say.open}
          </Button>
        </form>
      )}
    />
  );
}
