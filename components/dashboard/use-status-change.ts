"use client";

import { useRef, useState, useTransition } from "react";
import { useToast } from "@/components/ui/toast";
import { setBookingStatus } from "@/lib/appointments/actions";
import { type Step, undoOf } from "@/lib/appointments/rules";
import { messageFor } from "@/lib/http/messages";

const done: Record<Step, (name: string) => string> = {
  confirmed: (name) => `${name} is confirmed`,
  declined: (name) => `${name}'s request is declined`,
  cancelled: (name) => `${name}'s booking is cancelled`,
  completed: (name) => `${name} is done`,
  no_show: (name) => `${name} did not come`,
};

/**
 * Takes a booking one step and says so, with the way back where there is one.
 * @param businessId of the page; another window may look at another business
 * @param onDone after every step, also one that was refused because somebody else was faster
 * @returns `busy`: the booking that is being changed
 */
export function useStatusChange(businessId: string, onDone: () => void) {
  const toast = useToast();
  const [, start] = useTransition();
  const [busy, setBusy] = useState<{ bookingId: string; to: Step } | null>(null);
  const latest = useRef(onDone);
  latest.current = onDone;

  function change(bookingId: string, to: Step, name: string, reason = ""): Promise<boolean> {
    setBusy({ bookingId, to });
    return new Promise((resolve) => {
      start(async () => {
        try {
          const outcome = await setBookingStatus({ businessId, bookingId, to, reason });
          if (outcome.ok) {
            const back = undoOf(outcome.from, outcome.status);
            toast({
              message: done[to](name),
              action: back
                ? { label: "Undo", onPress: () => void change(bookingId, back, name) }
                : undefined,
            });
          } else toast({ message: messageFor(outcome.code) });
          resolve(outcome.ok);
        } catch {
          toast({ message: "That did not get through. Nothing was changed; please try again." });
          resolve(false);
        } finally {
          setBusy(null);
          latest.current();
        }
      });
    });
  }
  return { change, busy };
}
