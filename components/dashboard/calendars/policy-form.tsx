"use client";

import { useState, useTransition } from "react";
import { answered } from "@/components/calendars/answered";
import { refusal } from "@/components/calendars/words";
import { RadioGroup } from "@/components/ui/choice";
import { useToast } from "@/components/ui/toast";
import { savePolicy } from "@/lib/calendars/actions";

type Policy = "apply" | "ask" | "undo";

/** What happens here when somebody moves, stretches or deletes a booking in their own calendar. Saved at once. */
export function PolicyForm({ businessId, policy }: { businessId: string; policy: Policy }) {
  const toast = useToast();
  const [value, setValue] = useState<Policy>(policy);
  const [, start] = useTransition();
  return (
    <RadioGroup
      label="When somebody moves, stretches or deletes a booking in their own calendar"
      name="policy"
      value={value}
      onValueChange={(next) => {
        const before = value;
        setValue(next as Policy);
        start(async () => {
          const outcome = await answered(savePolicy({ businessId, policy: next as Policy }));
          if (!outcome.ok) setValue(before);
          toast({ message: outcome.ok ? "Saved." : refusal(outcome.code) });
        });
      }}
      options={[
        {
          value: "apply",
          label: "It takes effect",
          hint: "If the new time is free, the booking moves and the customer is told. If not, the entry goes back.",
        },
        {
          value: "ask",
          label: "Somebody decides",
          hint: "It waits here under “To decide”, and nothing changes until then.",
        },
        {
          value: "undo",
          label: "The entry goes back",
          hint: "Bookings are changed in Daybook only.",
        },
      ]}
    />
  );
}
