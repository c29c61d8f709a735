"use client";

import { useState, useTransition } from "react";
import { useToast } from "@/components/ui/toast";
import { noteArrivalAction } from "@/lib/appointments/arrival-actions";
import { messageFor } from "@/lib/http/messages";

/** Notes with one press that somebody is here, with the way back. @returns `busy`: the booking that is being noted */
export function useArrival(businessId: string, onDone: () => void) {
  const toast = useToast();
  const [, start] = useTransition();
  const [busy, setBusy] = useState<string | null>(null);

  function note(bookingId: string, name: string, here: boolean) {
    setBusy(bookingId);
    start(async () => {
      try {
        const outcome = await noteArrivalAction({ businessId, bookingId, here });
        toast(
          outcome.ok
            ? {
                message: here ? `${name} is here` : `${name} is not here`,
                action: { label: "Undo", onPress: () => note(bookingId, name, !here) },
              }
            : { message: messageFor(outcome.code) },
        );
      } catch {
        toast({ message: "That did not get through. Nothing was changed; please try again." });
      } finally {
        setBusy(null);
        onDone();
      }
    });
  }
  return { note, busy };
}
