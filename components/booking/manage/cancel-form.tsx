import { useWords } from "#words";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelAction } from "@/lib/bookings/actions";
import type { Booking } from "@/lib/bookings/schema";
import { ActForm } from "../act-form";
import { Unsent } from "../unsent";
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
  const t = useWords("manage");
  return (
    <ActForm action={cancelAction} unsent={<Unsent />} className="space-y-4">
      <input type="hidden" name="token" value={token} />
      <h2 className="font-medium text-lg">{parts > 1 ? t("cancelWhole") : t("cancelThis")}</h2>
      <p className="text-muted">{t("cancelText")}</p>
      {series && <WhichChoice {...series} label={t("whichOnes")} />}
      <Field label={t("why")} optional hint={t("whyHint", { business: booking.business.name })}>
        <Textarea name="reason" rows={2} maxLength={500} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="danger">
          {parts > 1 ? t("cancelTheVisit") : t("cancelTheAppointment")}
        </SubmitButton>
        <ButtonLink href={`/manage/${token}`} replace scroll={false}>
          {t("keepIt")}
        </ButtonLink>
      </div>
    </ActForm>
  );
}
