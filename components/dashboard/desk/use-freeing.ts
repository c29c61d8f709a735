"use client";

import { useToast } from "@/components/ui/toast";
import { blockTimeAction, freeTimeAction } from "@/lib/appointments/block-actions";
import type { Shades } from "@/lib/appointments/shades-schema";
import { messageFor } from "@/lib/http/messages";

/** Takes blocked time away, with a way back. */
export function useFreeing(businessId: string, onChanged: () => void) {
  const toast = useToast();
  return async (id: string, shades: Shades | undefined): Promise<void> => {
    const person = shades?.people.find(({ off }) => off.some((one) => one.id === id));
    const span = person?.off.find((one) => one.id === id);
    if (!person || !span) return;
    const { staffId } = person;
    try {
      const outcome = await freeTimeAction(businessId, [id]);
      if (!outcome.ok) {
        toast({ message: messageFor(outcome.code) });
        return;
      }
      toast({
        message: "The time is free again",
        action: {
          label: "Undo",
          onPress: () =>
            void blockTimeAction(businessId, {
              staffIds: [staffId],
              start: new Date(span.start).toISOString(),
              end: new Date(span.end).toISOString(),
              reason: span.calledOff ? "" : span.label,
              calledOff: span.calledOff,
            }).then(onChanged),
        },
      });
    } catch {
      toast({ message: "That did not get through. Nothing was changed; please try again." });
    } finally {
      onChanged();
    }
  };
}
