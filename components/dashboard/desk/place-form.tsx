"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { RadioGroup, Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { moveBookingAction } from "@/lib/appointments/desk-actions";
import type { BookableService } from "@/lib/appointments/desk-schema";
import type { AppointmentDetail, RosterBooking } from "@/lib/appointments/schema";
import { formatDayTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";
import { localDateOf } from "@/lib/scheduling";
import { fetchJson } from "../fetch-json";
import { Reasons, TimeChoice } from "./time-choice";
import { useChange } from "./use-change";
import { useTimeCheck } from "./use-time-check";

/** Which bookings of a series a change is for. */
export type Which = "this" | "following" | "all";

export const WHICH = [
  { value: "this", label: "Only this one" },
  { value: "following", label: "This and the following ones" },
  { value: "all", label: "All of the series that lie ahead" },
] as const;

/**
 * Another time, length, person or service. For one seat of a session (`seat`) or a booking that repeats, another time
 * and person only.
 */
export function PlaceForm({
  businessId,
  desk,
  appointment,
  seat,
  onClose,
  onChanged,
}: {
  businessId: string;
  desk: Desk;
  appointment: AppointmentDetail;
  /** The booking that leaves the session; null = everybody moves. */
  seat: RosterBooking | null;
  onClose: () => void;
  onChanged: () => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery({
    queryKey: ["desk-services", businessId],
    queryFn: ({ signal }) =>
      fetchJson<{ services: BookableService[] }>(
        `/api/dashboard/services?business=${businessId}`,
        signal,
      ),
    staleTime: 300_000,
  });
  const initial = Date.parse(appointment.start);
  const length = (Date.parse(appointment.end) - initial) / 60_000;
  // What was seen when the form was opened: somebody else's change in between is told, not overwritten.
  const [seen] = useState({
    start: appointment.start,
    end: appointment.end,
    staffId: appointment.staff.id,
    serviceId: appointment.service.id,
  });
  const [serviceId, setService] = useState(appointment.service.id);
  const [staffId, setStaff] = useState(appointment.staff.id);
  const [date, setDate] = useState(localDateOf(desk.timeZone, initial));
  const [start, setStart] = useState<number | null>(initial);
  const [minutes, setMinutes] = useState(String(length));
  const [notify, setNotify] = useState(true);
  const [which, setWhich] = useState<Which>("this");
  const [problem, setProblem] = useState<{ message: string; reasons: string[] } | null>(null);
  const [moving, setMoving] = useState(false);
  const { change, busy } = useChange(businessId, desk, onChanged);

  const services = data?.services ?? [];
  const service = services.find(({ id }) => id === serviceId);
  const people = (service?.staff ?? []).flatMap(
    ({ id }) => desk.people.find((person) => person.id === id) ?? [],
  );
  const standing = appointment.bookings.filter(
    ({ status }) => status === "pending" || status === "confirmed",
  );
  const single = seat ?? (standing.length === 1 ? standing[0]! : null);
  const repeats = single?.seriesId != null;
  const party = seat ? seat.party : Math.max(1, appointment.seatsTaken);
  const wantedMinutes = Number(minutes);
  const check = useTimeCheck({
    businessId,
    serviceId,
    staffId,
    party,
    start,
    minutes: seat ? undefined : wantedMinutes || undefined,
    ...(seat ? { exceptBooking: seat.id } : { exceptAppointment: appointment.id }),
  });
  const anyway = check?.state === "warning";
  const several = repeats && which !== "this";
  const unchanged =
    start === initial &&
    (several ||
      (staffId === seen.staffId &&
        (seat !== null || (serviceId === seen.serviceId && wantedMinutes === length))));

  async function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    if (start === null) return;
    if (seat || several) return moveBookings();
    const outcome = await change(
      {
        appointmentId: appointment.id,
        start: new Date(start).toISOString(),
        minutes: wantedMinutes,
        staffId,
        serviceId,
        expected: seen,
      },
      { override: anyway, notify },
    );
    if (outcome.ok) onClose();
    else refused(outcome.message, outcome.reasons);
  }

  async function moveBookings() {
    if (!single || start === null) return;
    setMoving(true);
    try {
      const outcome = await moveBookingAction(businessId, {
        bookingId: single.id,
        which: seat ? "this" : which,
        start: new Date(start).toISOString(),
        ...(staffId === seen.staffId ? {} : { staffId }),
        // With several, the warning is about each of them: they are asked for first.
        override: anyway || problem !== null,
        notify,
      });
      if (outcome.ok) {
        toast({
          message:
            outcome.count === 1
              ? `${single.name} is moved to ${formatDayTime(start, desk.timeZone, desk.locale)}`
              : `${outcome.count} bookings are moved`,
        });
        onClose();
        return;
      }
      const where =
        "start" in outcome && outcome.start
          ? `${formatDayTime(outcome.start, desk.timeZone, desk.locale)}: `
          : "";
      refused(
        `${where}${messageFor(outcome.code)}`,
        "reasons" in outcome ? (outcome.reasons ?? []) : [],
      );
    } catch {
      refused("That did not get through. Nothing was changed; please try again.", []);
    } finally {
      setMoving(false);
      onChanged();
    }
  }

  function refused(message: string, reasons: string[]) {
    setProblem({ message, reasons });
    void client.invalidateQueries({ queryKey: ["time-check", businessId] });
    void client.invalidateQueries({ queryKey: ["times", businessId] });
  }

  if (!data) return <Skeleton className="h-60 w-full" />;
  return (
    <form onSubmit={submit} className="space-y-4 rounded-md bg-sunken p-4" noValidate>
      <h3 ref={takeFocus} tabIndex={-1} className="font-medium outline-none">
        {seat ? `Move ${seat.name} to another time` : "Move or change"}
      </h3>
      {repeats && (
        <RadioGroup
          label="It repeats. Which bookings?"
          name="which"
          value={which}
          onValueChange={(value) => setWhich(value as Which)}
          options={[...WHICH]}
        />
      )}
      {!several && (
        <div className="grid gap-3 sm:grid-cols-2">
          {!seat && (
            <Field label="Service">
              <Select
                value={serviceId}
                onChange={(event) => {
                  const id = event.currentTarget.value;
                  const next = services.find((one) => one.id === id);
                  setService(id);
                  if (!next?.staff.some((one) => one.id === staffId)) {
                    setStaff(next?.staff[0]?.id ?? staffId);
                  }
                  const back = id === seen.serviceId;
                  setMinutes(String(back ? length : (next?.durationMin ?? length)));
                }}
              >
                {!service && <option value={serviceId}>{appointment.service.name}</option>}
                {services.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Field label="With">
            <Select value={staffId} onChange={(event) => setStaff(event.currentTarget.value)}>
              {!people.some(({ id }) => id === staffId) && (
                <option value={staffId}>{appointment.staff.name}</option>
              )}
              {people.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
          </Field>
          {!seat && (
            <Field label="Minutes">
              <Input
                type="number"
                min={1}
                max={1440}
                step={5}
                value={minutes}
                onChange={(event) => setMinutes(event.currentTarget.value)}
              />
            </Field>
          )}
        </div>
      )}
      <TimeChoice
        desk={desk}
        question={{
          businessId,
          serviceId,
          staffId,
          party,
          start,
          exceptBooking: single?.id,
        }}
        date={date}
        onDate={setDate}
        onStart={setStart}
        check={check}
      />
      <Switch
        label="Tell the customer"
        hint={several ? "Of all of them in one message" : undefined}
        checked={notify}
        onChange={(event) => setNotify(event.currentTarget.checked)}
      />
      {problem && (
        <Notice tone="danger" title={problem.message} live>
          {problem.reasons.length > 0 && <Reasons reasons={problem.reasons} />}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          pending={busy || moving}
          disabled={start === null || unchanged || !(wantedMinutes > 0) || check?.state === "taken"}
        >
          {anyway || (several && problem && problem.reasons.length > 0) ? "Move anyway" : "Move"}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

/** The button that opened the form is gone: the keyboard goes on from the form's head. */
function takeFocus(head: HTMLElement | null) {
  head?.focus();
}
