"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AppointmentSheet } from "@/components/dashboard/appointment-sheet";
import { useLive } from "@/components/dashboard/use-live";
import { StaffBar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/card";
import type { CustomerBooking } from "@/lib/customers/schema";
import { formatDayTime, formatMoney } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { Pages } from "./pages";

/** A customer's bookings, ahead and past; each opens with its whole trail. */
export function CustomerBookings({
  businessId,
  customerId,
  desk,
  ahead,
  past,
  pageSize,
}: {
  businessId: string;
  customerId: string;
  desk: Desk;
  ahead: { bookings: CustomerBooking[]; total: number };
  past: { bookings: CustomerBooking[]; total: number; page: number };
  pageSize: number;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  const refresh = () => router.refresh();
  useLive(businessId, refresh);
  const more = ahead.total - ahead.bookings.length;
  return (
    <>
      <Panel title="Ahead" flush>
        <Rows bookings={ahead.bookings} desk={desk} onOpen={setOpen} none="Nothing is booked." />
        {more > 0 && <p className="px-5 py-3 text-muted">and {more} more, later</p>}
      </Panel>
      <Panel title="Past" flush>
        <Rows bookings={past.bookings} desk={desk} onOpen={setOpen} none="Nothing yet." />
        {past.total > pageSize && (
          <div className="px-5 py-3">
            <Pages
              label="Pages of past bookings"
              page={past.page}
              pageSize={pageSize}
              total={past.total}
              locale={desk.locale}
              to={(page) => `/dashboard/customers/${customerId}${page > 1 ? `?page=${page}` : ""}`}
            />
          </div>
        )}
      </Panel>
      <AppointmentSheet
        businessId={businessId}
        desk={desk}
        id={open}
        onClose={() => setOpen(null)}
        onChanged={refresh}
      />
    </>
  );
}

function Rows({
  bookings,
  desk,
  onOpen,
  none,
}: {
  bookings: CustomerBooking[];
  desk: Desk;
  onOpen: (appointmentId: string) => void;
  none: string;
}) {
  if (bookings.length === 0) return <p className="px-5 pb-4 text-muted">{none}</p>;
  return (
    <ul className="divide-y divide-line border-line border-t">
      {bookings.map((booking) => {
        const person = desk.people.find(({ id }) => id === booking.staffId);
        const service = desk.services.find(({ id }) => id === booking.serviceId);
        return (
          <li key={booking.id}>
            <button
              type="button"
              onClick={() => onOpen(booking.appointmentId)}
              className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 text-start transition-colors hover:bg-ink/3 focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1 basis-52">
                <time dateTime={booking.start} className="block font-medium">
                  {formatDayTime(booking.start, desk.timeZone, desk.locale)}
                </time>
                <span className="block text-muted">
                  {service?.name}
                  {booking.party > 1 && `, ${booking.party} people`}
                </span>
              </span>
              {person && (
                <span className="flex items-center gap-2">
                  <StaffBar staff={person.hue} className="h-4!" />
                  {person.name}
                </span>
              )}
              {booking.priceMinor !== null && (
                <span className="tabular">
                  {formatMoney(booking.priceMinor, booking.currency, desk.locale)}
                </span>
              )}
              <StatusBadge status={booking.status} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
