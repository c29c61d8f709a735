"use client";

import { Check, CheckCheck, RotateCcw, UserX, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { type Step, stepsFor } from "@/lib/appointments/rules";
import type { BookingStatus } from "@/lib/bookings/schema";
import type { useStatusChange } from "./use-status-change";

const icons: Record<Step, ReactNode> = {
  confirmed: <Check aria-hidden="true" />,
  declined: <X aria-hidden="true" />,
  completed: <CheckCheck aria-hidden="true" />,
  no_show: <UserX aria-hidden="true" />,
  cancelled: <X aria-hidden="true" />,
};

function label(step: Step, status: BookingStatus): string {
  if (step === "confirmed") return status === "pending" ? "Confirm" : "Put back";
  return { declined: "Decline", completed: "Done", no_show: "Did not come", cancelled: "Cancel" }[
    step
  ];
}

/**
 * The steps that a booking can take. Those with a way back happen at once; declining and cancelling, which write to
 * the customer, ask for a word to go with it.
 */
export function BookingActions({
  booking,
  start,
  now,
  status,
  onCancel,
}: {
  booking: { id: string; status: BookingStatus; name: string };
  /** The appointment's start, ISO. */
  start: string;
  now: number;
  status: ReturnType<typeof useStatusChange>;
  /** Where a form of its own asks for the reason. */
  onCancel?: () => void;
}) {
  const [asking, ask] = useState<"declined" | "cancelled" | null>(null);
  const [reason, setReason] = useState("");
  const steps = stepsFor(booking.status, Date.parse(start), now);
  const busyWith = status.busy?.bookingId === booking.id ? status.busy.to : null;
  // What the booking has become in the meantime may no longer be declined.
  const asked = asking && steps.includes(asking) ? asking : null;
  if (steps.length === 0) return null;

  if (asked) {
    return (
      <form
        className="space-y-3 rounded-md bg-sunken p-4"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await status.change(booking.id, asked, booking.name, reason)) ask(null);
        }}
      >
        <Field
          label={asked === "declined" ? "A word to the customer" : "Why is it cancelled?"}
          hint="It goes into the e-mail that tells them."
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
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="danger" pending={busyWith === asked}>
            {asked === "declined" ? "Decline the request" : "Cancel the booking"}
          </Button>
          <Button variant="quiet" onClick={() => ask(null)}>
            Keep it
          </Button>
        </div>
      </form>
    );
  }

  return (
    <div className="flex flex-wrap gap-2">
      {steps.map((step, i) => {
        const writes = step === "declined" || step === "cancelled";
        const variant =
          step === "cancelled" && i > 0
            ? "quiet"
            : i === 0 && step !== "no_show" && step !== "cancelled"
              ? "primary"
              : "secondary";
        const back = step === "confirmed" && booking.status !== "pending";
        return (
          <Button
            key={step}
            variant={back ? "secondary" : variant}
            pending={busyWith === step}
            onClick={() => {
              if (step === "cancelled" && onCancel) onCancel();
              else if (writes) ask(step);
              else void status.change(booking.id, step, booking.name);
            }}
          >
            {back ? <RotateCcw aria-hidden="true" /> : icons[step]}
            {label(step, booking.status)}
          </Button>
        );
      })}
    </div>
  );
}
