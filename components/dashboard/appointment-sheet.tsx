"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Mail, Phone } from "lucide-react";
import { StaffBar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import type { AppointmentDetail, RosterBooking } from "@/lib/appointments/schema";
import { formatDateLong, formatDuration, formatMoney, formatRange, zoneTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import { BookingActions } from "./booking-actions";
import { fetchJson } from "./fetch-json";
import { Trail } from "./trail";
import { useNow } from "./use-now";
import { useStatusChange } from "./use-status-change";

/** The key under which an open appointment is kept; invalidating it asks again. */
export function appointmentKey(businessId: string, id?: string) {
  return id ? ["appointment", businessId, id] : ["appointment", businessId];
}

/** One appointment with the people in it, beside the page it was opened from. */
export function AppointmentSheet({
  businessId,
  desk,
  id,
  onClose,
  onChanged,
}: {
  businessId: string;
  desk: Desk;
  /** null = closed. */
  id: string | null;
  onClose: () => void;
  onChanged: () => void;
}) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: appointmentKey(businessId, id ?? "none"),
    queryFn: ({ signal }) =>
      fetchJson<{ appointment: AppointmentDetail }>(
        `/api/dashboard/appointments/${id}?business=${businessId}`,
        signal,
      ),
    enabled: id !== null,
    // While it slides out, what was shown stays.
    placeholderData: id === null ? keepPreviousData : undefined,
    staleTime: 0,
  });
  const status = useStatusChange(() => {
    void client.invalidateQueries({ queryKey: appointmentKey(businessId) });
    onChanged();
  });
  const appointment = data?.appointment;
  return (
    <Sheet
      open={id !== null}
      onOpenChange={(open) => !open && onClose()}
      title={appointment?.service.name ?? "Appointment"}
      description={
        appointment &&
        `${formatDateLong(appointment.start, desk.timeZone, desk.locale)}, ${formatRange(appointment.start, appointment.end, desk.timeZone, desk.locale)}`
      }
    >
      {error && !appointment ? (
        <ErrorState
          title="This appointment could not be opened"
          safe={`${messageFor(error.message)} The appointment itself is kept.`}
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      ) : appointment ? (
        <Body appointment={appointment} desk={desk} status={status} />
      ) : (
        <div className="space-y-4">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-11 w-60" />
        </div>
      )}
    </Sheet>
  );
}

function Body({
  appointment,
  desk,
  status,
}: {
  appointment: AppointmentDetail;
  desk: Desk;
  status: ReturnType<typeof useStatusChange>;
}) {
  const now = useNow(Date.now());
  const { staff, capacity, seatsTaken, bufferBefore, bufferAfter } = appointment;
  const buffers = [
    bufferBefore > 0 && `${formatDuration(bufferBefore, desk.locale)} before`,
    bufferAfter > 0 && `${formatDuration(bufferAfter, desk.locale)} after`,
  ].filter(Boolean);
  return (
    <div className="space-y-6">
      <div className="space-y-1">
        <p className="flex items-center gap-2">
          <StaffBar staff={staff.hue} />
          {staff.name}
        </p>
        <p className="text-muted text-sm">
          {zoneTime(desk.timeZone, desk.locale)}
          {buffers.length > 0 && <>; kept free: {buffers.join(" and ")}</>}
        </p>
        {capacity > 1 && (
          <p className="tabular">
            {seatsTaken} of {capacity} seats taken
          </p>
        )}
      </div>
      <ul className="divide-y divide-line border-line border-t">
        {appointment.bookings.map((booking) => (
          <li key={booking.id} className="space-y-4 py-5">
            <Guest booking={booking} desk={desk} />
            {appointment.mayAct && (
              <BookingActions
                booking={booking}
                start={appointment.start}
                now={now}
                status={status}
              />
            )}
            <details className="group">
              <summary className="inline-flex min-h-11 list-none items-center gap-1.5 text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
                <ChevronDown
                  aria-hidden="true"
                  className="size-4 transition-transform group-open:rotate-180"
                />
                History
              </summary>
              <div className="pt-2">
                <Trail booking={booking} desk={desk} />
              </div>
            </details>
          </li>
        ))}
      </ul>
      {!appointment.mayAct && (
        <p className="text-muted text-sm">
          This is {staff.name}'s appointment. {staff.name} or a manager can change it.
        </p>
      )}
    </div>
  );
}

function Guest({ booking, desk }: { booking: RosterBooking; desk: Desk }) {
  const link = "inline-flex min-h-11 items-center gap-2 prose-link break-all";
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium text-lg">{booking.name || "Somebody"}</h3>
        <StatusBadge status={booking.status} />
      </div>
      {(booking.email || booking.phone) && (
        <div className="flex flex-wrap gap-x-5">
          {booking.phone && (
            <a href={`tel:${booking.phone}`} className={link}>
              <Phone aria-hidden="true" className="size-4 shrink-0" />
              {booking.phone}
            </a>
          )}
          {booking.email && (
            <a href={`mailto:${booking.email}`} className={link}>
              <Mail aria-hidden="true" className="size-4 shrink-0" />
              {booking.email}
            </a>
          )}
        </div>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {booking.party > 1 && <Fact name="People">{booking.party}</Fact>}
        {booking.priceMinor !== null && (
          <Fact name="Price">
            <span className="tabular">
              {booking.priceMinor === 0
                ? "Free"
                : formatMoney(booking.priceMinor, booking.currency, desk.locale)}
            </span>
          </Fact>
        )}
        {booking.staffChoice === "chosen" && <Fact name="Chose">this person</Fact>}
        {booking.answers.map(({ label, answer }) => (
          <Fact key={label} name={label}>
            {answer}
          </Fact>
        ))}
        {booking.note && <Fact name="Note">{booking.note}</Fact>}
        {booking.cancelReason && <Fact name="Reason">{booking.cancelReason}</Fact>}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="max-w-44 text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
