"use client";

import { useRef, useState } from "react";
import { useToast } from "@/components/ui/toast";
import { changeAppointmentAction } from "@/lib/appointments/desk-actions";
import type { AppointmentChangeInput } from "@/lib/appointments/desk-schema";
import { formatDayTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";
import type { Desk } from "@/lib/members/schema";

export type Change = Omit<AppointmentChangeInput, "override" | "notify">;

export type ChangeOutcome =
  | { ok: true }
  /** `reasons` to be read before the change is made all the same. */
  | { ok: false; code: string; message: string; reasons: string[] };

/**
 * Changes the time, length, person or service of an appointment, and says so with a way back.
 * @param onDone after every attempt, also one that was refused because somebody else was faster
 */
export function useChange(businessId: string, desk: Desk, onDone: () => void) {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const latest = useRef(onDone);
  latest.current = onDone;

  async function change(
    wanted: Change,
    { override = false, notify = true, undo = false } = {},
  ): Promise<ChangeOutcome> {
    setBusy(true);
    try {
      const outcome = await changeAppointmentAction(businessId, { ...wanted, override, notify });
      if (!outcome.ok) {
        const reasons = "reasons" in outcome ? (outcome.reasons ?? []) : [];
        return { ok: false, code: outcome.code, message: messageFor(outcome.code), reasons };
      }
      const { was } = outcome;
      const minutes = (Date.parse(was.end) - Date.parse(was.start)) / 60_000;
      const now = { ...outcome.now, staffId: wanted.staffId, serviceId: wanted.serviceId };
      toast({
        message: undo
          ? "Back as it was"
          : `Moved to ${formatDayTime(wanted.start, desk.timeZone, desk.locale)}`,
        action: undo
          ? undefined
          : {
              label: "Undo",
              onPress: () =>
                void change(
                  {
                    appointmentId: wanted.appointmentId,
                    start: was.start,
                    minutes,
                    staffId: was.staffId,
                    serviceId: was.serviceId,
                    expected: now,
                  },
                  { override: true, notify, undo: true },
                ).then((back) => {
                  if (!back.ok) toast({ message: `It could not be put back. ${back.message}` });
                }),
            },
      });
      return { ok: true };
    } catch {
      return {
        ok: false,
        code: "network",
        message: "That did not get through. Nothing was changed; please try again.",
        reasons: [],
      };
    } finally {
      setBusy(false);
      latest.current();
    }
  }
  return { change, busy };
}
