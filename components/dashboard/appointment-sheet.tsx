"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, ChevronDown, Mail, Pencil, Phone, RotateCw, UserPlus } from "lucide-react";
import { useState } from "react";
import { StaffBar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/badge";
import { Button, ButtonLink, buttonClass } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState, Notice } from "@/components/ui/states";
import { newBookingPath } from "@/lib/appointments/paths";
import type { AppointmentDetail, RosterBooking } from "@/lib/appointments/schema";
import {
  formatDateLong,
  formatDayTime,
  formatDuration,
  formatMoney,
  formatRange,
  formatTime,
  zoneTime,
} from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import { BookingActions } from "./booking-actions";
import { NoShows } from "./customers/figures";
import { CancelForm } from "./desk/cancel-form";
import { EditForm } from "./desk/edit-form";
import { PlaceForm } from "./desk/place-form";
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
  const changed = () => {
    void client.invalidateQueries({ queryKey: appointmentKey(businessId) });
    onChanged();
  };
  const status = useStatusChange(businessId, changed);
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
        <Body
          key={appointment.id}
          businessId={businessId}
          appointment={appointment}
          desk={desk}
          status={status}
          onChanged={changed}
        />
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
  businessId,
  appointment,
  desk,
  status,
  onChanged,
}: {
  businessId: string;
  appointment: AppointmentDetail;
  desk: Desk;
  status: ReturnType<typeof useStatusChange>;
  onChanged: () => void;
}) {
  const now = useNow(Date.now());
  const [moving, setMoving] = useState(false);
  // Whoever stood here when it was opened, and has gone to another time since.
  const [opened] = useState(appointment.bookings);
  const left = opened.filter(
    (one) => isStanding(one) && !appointment.bookings.some(({ id }) => id === one.id),
  );
  const { staff, capacity, seatsTaken, bufferBefore, bufferAfter } = appointment;
  const buffers = [
    bufferBefore > 0 && `${formatDuration(bufferBefore, desk.locale)} before`,
    bufferAfter > 0 && `${formatDuration(bufferAfter, desk.locale)} after`,
  ].filter(Boolean);
  const standing = appointment.bookings.filter(isStanding).length;
  const over = appointment.bookings.some(
    (one) => one.status === "completed" || one.status === "no_show",
  );
  const room = capacity > 1 && seatsTaken < capacity && seatsTaken > 0;
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
      {appointment.mayAct && standing > 0 && !over && (
        <div className="space-y-4">
          {moving ? (
            <PlaceForm
              businessId={businessId}
              desk={desk}
              appointment={appointment}
              seat={null}
              onClose={() => setMoving(false)}
              onChanged={onChanged}
            />
          ) : (
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setMoving(true)}>
                <CalendarClock aria-hidden="true" />
                {capacity > 1 ? "Move the session…" : "Move…"}
              </Button>
              {room && (
                <ButtonLink
                  href={newBookingPath({
                    service: appointment.service.id,
                    staff: staff.id,
                    start: appointment.start,
                  })}
                >
                  <UserPlus aria-hidden="true" />
                  Add somebody
                </ButtonLink>
              )}
            </div>
          )}
        </div>
      )}
      {left.map((one) => (
        <Notice
          key={one.id}
          tone="warn"
          live
          action={
            // The address chooses day and business, and leads on from there.
            <a href={`/dashboard/bookings/${one.id}`} className={buttonClass({ size: "sm" })}>
              See where
            </a>
          }
        >
          {one.name || "Somebody"} has been moved to another time in the meantime.
        </Notice>
      ))}
      {appointment.bookings.length === 0 && left.length === 0 && (
        <p className="text-muted">Nobody is in it any more.</p>
      )}
      <ul
        aria-label={capacity > 1 ? "Who is in it" : undefined}
        className="divide-y divide-line border-line border-t"
      >
        {appointment.bookings.map((booking) => (
          <li key={booking.id} className="space-y-4 py-5">
            <Guest booking={booking} desk={desk} />
            {appointment.mayAct && (
              <GuestActions
                businessId={businessId}
                desk={desk}
                appointment={appointment}
                booking={booking}
                now={now}
                status={status}
                others={isStanding(booking) ? standing - 1 : 0}
                onChanged={onChanged}
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

function isStanding({ status }: RosterBooking): boolean {
  return status === "pending" || status === "confirmed";
}

/** What can be done with one booking; a form takes the place of the buttons. */
function GuestActions({
  businessId,
  desk,
  appointment,
  booking,
  now,
  status,
  others,
  onChanged,
}: {
  businessId: string;
  desk: Desk;
  appointment: AppointmentDetail;
  booking: RosterBooking;
  now: number;
  status: ReturnType<typeof useStatusChange>;
  others: number;
  onChanged: () => void;
}) {
  const [form, setForm] = useState<"edit" | "cancel" | "seat" | null>(null);
  const close = () => setForm(null);
  if (form === "edit") {
    return (
      <EditForm
        businessId={businessId}
        booking={booking}
        questions={appointment.service.questions}
        capacity={appointment.capacity}
        onClose={close}
        onChanged={onChanged}
      />
    );
  }
  if (form === "cancel" && isStanding(booking)) {
    return (
      <CancelForm
        businessId={businessId}
        booking={booking}
        others={others}
        onClose={close}
        onChanged={onChanged}
      />
    );
  }
  if (form === "seat" && isStanding(booking)) {
    return (
      <PlaceForm
        businessId={businessId}
        desk={desk}
        appointment={appointment}
        seat={booking}
        onClose={close}
        onChanged={onChanged}
      />
    );
  }
  return (
    <div className="space-y-2">
      <BookingActions
        booking={booking}
        start={appointment.start}
        now={now}
        status={status}
        onCancel={() => setForm("cancel")}
      />
      <div className="-mx-3 flex flex-wrap gap-x-1">
        <Button variant="quiet" size="sm" onClick={() => setForm("edit")}>
          <Pencil aria-hidden="true" />
          {isStanding(booking) ? "Edit" : "Note"}
        </Button>
        {appointment.capacity > 1 && isStanding(booking) && (
          <Button variant="quiet" size="sm" onClick={() => setForm("seat")}>
            <CalendarClock aria-hidden="true" />
            Move to another session
          </Button>
        )}
        {booking.customerId && (
          <ButtonLink variant="quiet" size="sm" href={newBookingPath({ again: booking.id })}>
            <RotateCw aria-hidden="true" />
            Book again
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

function Guest({ booking, desk }: { booking: RosterBooking; desk: Desk }) {
  const link = "inline-flex min-h-11 items-center gap-2 prose-link break-all";
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium text-lg">
          {booking.customerId ? (
            <Link
              href={`/dashboard/customers/${booking.customerId}`}
              prefetch={false}
              className="prose-link inline-flex min-h-11 items-center"
            >
              {booking.name || "Somebody"}
            </Link>
          ) : (
            booking.name || "Somebody"
          )}
        </h3>
        <StatusBadge status={booking.status} />
        <NoShows count={booking.noShows} />
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
        {booking.comesSince && booking.status === "confirmed" && (
          <Fact name="Says">
            they will come ({formatDayTime(booking.comesSince, desk.timeZone, desk.locale)})
          </Fact>
        )}
        {booking.answers.map(({ label, answer }) => (
          <Fact key={label} name={label}>
            {answer}
          </Fact>
        ))}
        {booking.note && <Fact name="Note">{booking.note}</Fact>}
        {booking.staffNote && <Fact name="For the team">{booking.staffNote}</Fact>}
        {booking.seriesId && <Fact name="Repeats">one of a series</Fact>}
        {booking.visit.length > 0 && (
          <Fact name="Same visit">
            <ul>
              {booking.visit.map(({ id, status, service, staff, start, end }) => (
                <li key={id} className="mb-1">
                  {/* The address chooses day and business, and leads on from there. */}
                  <a
                    href={`/dashboard/bookings/${id}`}
                    className="prose-link inline-flex min-h-11 items-center"
                  >
                    {service}, {formatDayTime(start, desk.timeZone, desk.locale)} to{" "}
                    {formatTime(end, desk.timeZone, desk.locale)}
                  </a>{" "}
                  with {staff} <StatusBadge status={status} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {booking.status === "cancelled" && booking.cancelledBy && (
          <Fact name="Cancelled by">
            {booking.cancelledBy === "customer" ? "the customer" : "the business"}
          </Fact>
        )}
        {booking.cancelReason && <Fact name="Reason">{booking.cancelReason}</Fact>}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="max-w-44 text-muted">{name}</dt>
      <dd className="min-w-0 whitespace-pre-line break-words">{children}</dd>
    </>
  );
}
