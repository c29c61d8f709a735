"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { RadioGroup, Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { cancelSomeAction } from "@/lib/appointments/desk-actions";
import type { CancelSomeInput } from "@/lib/appointments/desk-schema";
import type { VisitPart } from "@/lib/appointments/schema";
import { messageFor } from "@/lib/http/messages";
import { WHICH } from "./place-form";

type Which = CancelSomeInput["which"];

/** Cancels with a reason: this booking, others of its series or visit, or everybody in the session. */
export function CancelForm({
  businessId,
  booking,
  others,
  onClose,
  onChanged,
}: {
  businessId: string;
  booking: {
    id: string;
    name: string;
    email?: string | null;
    seriesId?: string | null;
    visit?: readonly Pick<VisitPart, "status">[];
  };
  /** How many more are in the same session. */
  others: number;
  onClose: () => void;
  onChanged: () => void;
}) {
  const toast = useToast();
  const [which, setWhich] = useState<Which>("this");
  const [reason, setReason] = useState("");
  const [notify, setNotify] = useState(true);
  const [keepFree, setKeepFree] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const parts = (booking.visit ?? []).filter(
    ({ status }) => status === "pending" || status === "confirmed",
  );
  const options: { value: Which; label: string }[] = [
    ...(booking.seriesId
      ? WHICH
      : parts.length > 0
        ? [
            { value: "this" as const, label: "Only this part of the visit" },
            { value: "all" as const, label: `The whole visit (${parts.length + 1} bookings)` },
          ]
        : [{ value: "this" as const, label: `Only ${booking.name || "this booking"}` }]),
    ...(others > 0
      ? [{ value: "session" as const, label: `The whole session (${others + 1} bookings)` }]
      : []),
  ];

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      const outcome = await cancelSomeAction(businessId, {
        bookingId: booking.id,
        which,
        reason,
        notify,
        keepFree: which === "session" && keepFree,
      });
      if (!outcome.ok) setProblem(messageFor(outcome.code));
      else if (outcome.done.length === 0) {
        setProblem(messageFor(outcome.refused[0]?.code ?? "not_possible"));
      } else {
        const left = outcome.refused.length;
        toast({
          message:
            outcome.done.length === 1 && left === 0
              ? `${booking.name || "Somebody"}'s booking is cancelled`
              : `${outcome.done.length} bookings are cancelled${left > 0 ? `, ${left} could not be` : ""}`,
        });
        onClose();
      }
    } catch {
      setProblem("That did not get through. Nothing was changed; please try again.");
    } finally {
      setBusy(false);
      onChanged();
    }
  }

  return (
    <form className="space-y-4 rounded-md bg-sunken p-4" onSubmit={submit}>
      {options.length > 1 && (
        <RadioGroup
          label="What is cancelled?"
          name={`cancel-${booking.id}`}
          value={which}
          onValueChange={(value) => setWhich(value as Which)}
          options={options}
        />
      )}
      <Field
        label="Why is it cancelled?"
        hint={notify ? "It goes into the e-mail that tells them." : "It is kept in the history."}
        optional
      >
        <Textarea
          autoFocus
          maxLength={500}
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Field>
      <Switch
        label="Tell the customer"
        checked={notify}
        onChange={(event) => setNotify(event.currentTarget.checked)}
      />
      {which === "session" && (
        <Switch
          label="Take no new bookings for this time"
          hint="Otherwise it is free again, and offered to the waiting list first."
          checked={keepFree}
          onChange={(event) => setKeepFree(event.currentTarget.checked)}
        />
      )}
      {problem && <Notice tone="danger" title={problem} live />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="danger" pending={busy}>
          {which === "this" ? "Cancel the booking" : "Cancel them"}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Keep it
        </Button>
      </div>
    </form>
  );
}
