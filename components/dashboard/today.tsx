"use client";

import { CheckCheck, DoorOpen, UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StaffBar } from "@/components/ui/avatar";
import { Button, ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import type { BookingRow, CalendarAppointment } from "@/lib/appointments/schema";
import { formatAgo, formatDayTime, formatRange, formatTime } from "@/lib/format";
import { mayActOn, type Role } from "@/lib/members/rules";
import type { Desk } from "@/lib/members/schema";
import type { NeedGroup } from "@/lib/today/need";
import { AppointmentSheet } from "./appointment-sheet";
import { whoIsIn } from "./block";
import { BookingActions } from "./booking-actions";
import { DayGrid } from "./day-grid";
import { type CalendarsToday, TodayCalendars } from "./today-calendars";
import { FreeTimes } from "./today-free";
import { Needs } from "./today-needs";
import { useArrival } from "./use-arrival";
import { useLive } from "./use-live";
import { useNow } from "./use-now";
import { useStatusChange } from "./use-status-change";

/** How long after its end an unmarked appointment stays on the list. */
const LINGER_MS = 12 * 3_600_000;
const NEXT_SHOWN = 5;
/** How long before its start somebody may come in. */
const EARLY_MS = 2 * 3_600_000;

/** The day at a glance: what waits for an answer, who comes next, and the hours. */
export function Today({
  businessId,
  desk,
  date,
  serverNow,
  appointments,
  requests,
  needs,
  role,
  mine,
  here,
  services,
  calendars,
}: {
  businessId: string;
  desk: Desk;
  /** The business's date. */
  date: string;
  serverNow: number;
  appointments: CalendarAppointment[];
  requests: BookingRow[];
  /** What else needs somebody; `missing`: a part of it could not be read. */
  needs: { groups: NeedGroup[]; missing: boolean };
  role: Role;
  /** Ids of the bookable people that the member is. */
  mine: string[];
  /** Bookings whose customers are here, with the instant at which they came. */
  here: Record<string, string>;
  /** What can be booked. */
  services: { id: string; slug: string; name: string }[];
  calendars: CalendarsToday;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  const now = useNow(serverNow);
  const refresh = () => router.refresh();
  useLive(businessId, refresh);
  const status = useStatusChange(businessId, refresh);
  const arrival = useArrival(businessId, refresh);

  const standing = appointments.filter(({ state }) => state !== "cancelled");
  const ahead = standing
    .filter(
      ({ assists, state, end }) =>
        !assists && state === "confirmed" && now - Date.parse(end) < LINGER_MS,
    )
    .filter(({ staffId }) => mayActOn(role, mine, staffId))
    .slice(0, NEXT_SHOWN);
  const waiting = ahead.flatMap((appointment) =>
    appointment.bookings
      .filter((booking) => booking.status === "confirmed" && here[booking.id])
      .map((booking) => ({ appointment, booking, since: here[booking.id]! })),
  );
  const working = new Set(standing.map(({ staffId }) => staffId));
  const people = desk.people.filter((person) => working.has(person.id));

  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_23rem] print:block">
      {/* On paper the day itself is what one takes along. */}
      <div className="grid min-w-0 gap-6 md:grid-cols-2 xl:order-2 xl:grid-cols-1 print:hidden">
        {requests.length > 0 && (
          <Panel
            title="Waiting for you"
            description={requests.length === 1 ? "One request" : `${requests.length} requests`}
            flush
          >
            <ul className="divide-y divide-line">
              {requests.map((request) => (
                <li key={request.id} className="space-y-3 px-5 py-4 sm:px-6">
                  <button
                    type="button"
                    onClick={() => setOpen(request.appointmentId)}
                    className="block w-full rounded-sm text-start"
                  >
                    <span className="block font-medium">{request.name}</span>
                    <span className="block text-muted">
                      {serviceName(desk, request.serviceId)},{" "}
                      <time dateTime={request.start}>
                        {formatDayTime(request.start, desk.timeZone, desk.locale)}
                      </time>
                    </span>
                    <WithWhom desk={desk} staffId={request.staffId} />
                  </button>
                  {mayActOn(role, mine, request.staffId) && (
                    <BookingActions
                      booking={request}
                      start={request.start}
                      now={now}
                      status={status}
                    />
                  )}
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <TodayCalendars calendars={calendars} />
        <Needs businessId={businessId} needs={needs} onOpen={setOpen} onSettled={refresh} />
        {waiting.length > 0 && (
          <Panel title="Who is here" flush>
            <ul className="divide-y divide-line">
              {waiting.map(({ appointment, booking, since }) => (
                <li key={booking.id} className="flex items-center gap-3 px-5 py-3 sm:px-6">
                  <button
                    type="button"
                    onClick={() => setOpen(appointment.id)}
                    className="min-h-11 min-w-0 flex-1 rounded-sm text-start"
                  >
                    <span className="block font-medium">{booking.name}</span>
                    <span className="block text-muted text-sm">
                      {`For ${formatTime(appointment.start, desk.timeZone, desk.locale)}, here ${formatAgo(since, now, desk.locale)}`}
                    </span>
                  </button>
                  <Button
                    variant="quiet"
                    onClick={() => arrival.note(booking.id, booking.name, false)}
                  >
                    Not here
                  </Button>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <Panel title="Who comes next" flush>
          {ahead.length === 0 ? (
            <p className="px-5 py-5 text-muted sm:px-6">
              {standing.length === 0 ? "Nobody today." : "Everybody who was due today is marked."}
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {ahead.map((appointment) => {
                const [booking] = appointment.bookings.filter((one) => one.status === "confirmed");
                const started = Date.parse(appointment.start) <= now;
                const single = appointment.capacity === 1 && booking;
                return (
                  <li key={appointment.id} className="space-y-3 px-5 py-4 sm:px-6">
                    <button
                      type="button"
                      onClick={() => setOpen(appointment.id)}
                      className="block w-full rounded-sm text-start"
                    >
                      <span className="flex items-baseline gap-3">
                        <time dateTime={appointment.start} className="font-medium">
                          {formatRange(
                            appointment.start,
                            appointment.end,
                            desk.timeZone,
                            desk.locale,
                          )}
                        </time>
                        {started && <span className="text-ok text-sm">now</span>}
                      </span>
                      <span className="block">
                        {appointment.capacity > 1
                          ? `${whoIsIn(appointment)} seats taken`
                          : whoIsIn(appointment)}
                      </span>
                      <span className="block text-muted">
                        {serviceName(desk, appointment.serviceId)}
                      </span>
                      <WithWhom desk={desk} staffId={appointment.staffId} />
                    </button>
                    {!started && single && !here[booking.id] && isSoon(appointment.start, now) && (
                      <Button
                        variant="primary"
                        pending={arrival.busy === booking.id}
                        onClick={() => arrival.note(booking.id, booking.name, true)}
                      >
                        <DoorOpen aria-hidden="true" />
                        Is here
                      </Button>
                    )}
                    {started &&
                      (single ? (
                        <div className="flex flex-wrap gap-2">
                          {!here[booking.id] && (
                            <Button
                              pending={arrival.busy === booking.id}
                              onClick={() => arrival.note(booking.id, booking.name, true)}
                            >
                              <DoorOpen aria-hidden="true" />
                              Is here
                            </Button>
                          )}
                          <Button
                            variant="primary"
                            pending={isBusy(status, booking.id, "completed")}
                            onClick={() => status.change(booking.id, "completed", booking.name)}
                          >
                            <CheckCheck aria-hidden="true" />
                            Done
                          </Button>
                          <Button
                            pending={isBusy(status, booking.id, "no_show")}
                            onClick={() => status.change(booking.id, "no_show", booking.name)}
                          >
                            <UserX aria-hidden="true" />
                            Did not come
                          </Button>
                        </div>
                      ) : (
                        <Button onClick={() => setOpen(appointment.id)}>See who is in it</Button>
                      ))}
                  </li>
                );
              })}
            </ul>
          )}
        </Panel>
        <FreeTimes desk={desk} services={services} date={date} now={now} />
      </div>
      <div className="min-w-0 print:[print-color-adjust:exact] print:[zoom:0.72]">
        {standing.length === 0 ? (
          <EmptyState
            title="The page is still empty"
            action={
              <>
                <ButtonLink href="/dashboard/calendar" variant="primary">
                  Look at the week
                </ButtonLink>
                <ButtonLink href="/dashboard/availability">Set the hours</ButtonLink>
                <ButtonLink href={`/${desk.slug}`}>See the public page</ButtonLink>
              </>
            }
          >
            Today's appointments will stand here, hour by hour, as soon as somebody books.
          </EmptyState>
        ) : (
          <DayGrid
            desk={desk}
            date={date}
            people={people}
            appointments={standing}
            now={serverNow}
            onOpen={setOpen}
          />
        )}
      </div>
      <AppointmentSheet
        businessId={businessId}
        desk={desk}
        id={open}
        onClose={() => setOpen(null)}
        onChanged={refresh}
      />
    </div>
  );
}

function serviceName(desk: Desk, id: string): string {
  return desk.services.find((service) => service.id === id)?.name ?? "";
}

function isSoon(start: string, now: number): boolean {
  return Date.parse(start) - now < EARLY_MS;
}

function isBusy(status: ReturnType<typeof useStatusChange>, bookingId: string, to: string) {
  return status.busy?.bookingId === bookingId && status.busy.to === to;
}

function WithWhom({ desk, staffId }: { desk: Desk; staffId: string }) {
  const person = desk.people.find(({ id }) => id === staffId);
  if (!person) return null;
  return (
    <span className="mt-1 flex items-center gap-2 text-muted text-sm">
      <StaffBar staff={person.hue} className="h-4!" />
      {person.name}
    </span>
  );
}
