"use client";

import { type ReactNode, useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import { formatDayTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { Reasons } from "./time-choice";
import { type Change, useChange } from "./use-change";

/** Where an appointment was dropped; epoch milliseconds. */
export interface Place {
  staffId: string;
  start: number;
  end: number;
}

interface Asked {
  appointment: CalendarAppointment;
  place: Place;
  reasons: string[];
}

/**
 * What a drag in the calendar does: the appointment stays where it was dropped while the server decides, and slides back
 * with the reason when it may not. What customers could not book is asked once.
 */
export function usePlacing(
  businessId: string,
  desk: Desk,
  onChanged: () => void,
): {
  /** The appointments, with those that are on their way where they were dropped. */
  applied: (appointments: CalendarAppointment[]) => CalendarAppointment[];
  place: (appointment: CalendarAppointment, place: Place) => void;
  dialog: ReactNode;
} {
  const toast = useToast();
  const { change, busy } = useChange(businessId, desk, onChanged);
  const [underway, setUnderway] = useState<ReadonlyMap<string, Place>>(new Map());
  const [asked, setAsked] = useState<Asked | null>(null);

  const settle = (id: string) =>
    setUnderway((now) => new Map([...now].filter(([one]) => one !== id)));

  async function send(appointment: CalendarAppointment, place: Place, override: boolean) {
    const outcome = await change(changeOf(appointment, place), { override });
    if (outcome.ok) {
      // The new data is on its way; until it is here, the place that was asked for stands.
      setTimeout(() => settle(appointment.id), 1500);
      return;
    }
    if (outcome.code === "needs_override") {
      setAsked({ appointment, place, reasons: outcome.reasons });
      return;
    }
    settle(appointment.id);
    const why = outcome.reasons.slice(0, 2).join(" ");
    toast({ message: `${outcome.message} ${why}`.trim(), duration: 10_000 });
  }

  function place(appointment: CalendarAppointment, target: Place) {
    const same =
      target.staffId === appointment.staffId &&
      target.start === Date.parse(appointment.start) &&
      target.end === Date.parse(appointment.end);
    if (same) return;
    setUnderway((now) => new Map(now).set(appointment.id, target));
    void send(appointment, target, false);
  }

  function leave() {
    if (asked) settle(asked.appointment.id);
    setAsked(null);
  }

  const applied = useCallback(
    (appointments: CalendarAppointment[]) =>
      underway.size === 0
        ? appointments
        : appointments.map((one) => {
            const to = underway.get(one.assists ?? one.id);
            if (!to) return one;
            const span = {
              start: new Date(to.start).toISOString(),
              end: new Date(to.end).toISOString(),
            };
            return one.assists ? { ...one, ...span } : { ...one, ...span, staffId: to.staffId };
          }),
    [underway],
  );

  const dialog = (
    <Dialog
      open={asked !== null}
      onOpenChange={(open) => !open && leave()}
      title={
        asked
          ? `Customers could not book ${formatDayTime(asked.place.start, desk.timeZone, desk.locale)}`
          : ""
      }
      footer={
        <>
          <Button variant="quiet" onClick={leave}>
            Leave it
          </Button>
          <Button
            variant="primary"
            pending={busy}
            onClick={() => {
              if (!asked) return;
              const { appointment, place: target } = asked;
              setAsked(null);
              void send(appointment, target, true);
            }}
          >
            Move anyway
          </Button>
        </>
      }
    >
      <Reasons reasons={asked?.reasons ?? []} />
    </Dialog>
  );
  return { applied, place, dialog };
}

function changeOf(appointment: CalendarAppointment, place: Place): Change {
  return {
    appointmentId: appointment.id,
    start: new Date(place.start).toISOString(),
    minutes: Math.round((place.end - place.start) / 60_000),
    staffId: place.staffId,
    serviceId: appointment.serviceId,
    expected: {
      start: appointment.start,
      end: appointment.end,
      staffId: appointment.staffId,
      serviceId: appointment.serviceId,
    },
  };
}
