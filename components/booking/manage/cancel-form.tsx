import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelAction } from "@/lib/bookings/actions";
import type { Booking } from "@/lib/bookings/schema";
import { WhichChoice } from "./which-choice";

/** The second look before a time is given back. */
export function CancelForm({
  booking,
  series,
  parts,
  token,
}: {
  booking: Booking;
  /** How many of its series are meant by each choice; null for a booking that stands alone. */
  series: { following: number; all: number } | null;
  /** How many services a visit has. */
  parts: number;
  token: string;
}) {
  return (
    <form action={cancelAction} className="space-y-4">
      <input type="hidden" name="token" value={token} />
      <h2 className="font-medium text-lg">
        {parts > 1 ? "Cancel the whole visit?" : "Cancel this appointment?"}
      </h2>
      <p className="text-muted">The time goes to somebody else at once; it cannot be taken back.</p>
      {series && <WhichChoice {...series} label="Which ones" />}
      <Field
        label="Why, if you like to say"
        optional
        hint={`${booking.business.name} will see it.`}
      >
        <Textarea name="reason" rows={2} maxLength={500} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="danger">
          {parts > 1 ? "Cancel the visit" : "Cancel the appointment"}
        </SubmitButton>
        <ButtonLink href={`/manage/${token}`} replace scroll={false}>
          Keep it
        </ButtonLink>
      </div>
    </form>
  );
}
