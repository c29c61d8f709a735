import type { customerMayCancel, customerMayMove } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { formatDayTime } from "@/lib/format";

/** After the cut-off: whom to speak to instead of a button. */
export function TooLate({
  booking,
  move,
  cancel,
  locale,
}: {
  booking: Booking;
  move: ReturnType<typeof customerMayMove>;
  cancel: ReturnType<typeof customerMayCancel>;
  locale: string;
}) {
  const { business, cancelUntil, timeZone } = booking;
  const limit = formatDayTime(cancelUntil, timeZone, locale);
  const words = !cancel.allowed
    ? `Changes here were possible until ${limit}.`
    : !move.allowed && move.because === "too_many_moves"
      ? "It has been moved as often as is possible here."
      : "It is too late to move it here.";
  return (
    <p className="max-w-prose text-muted sm:col-span-2">
      {words} If something has come up, please speak to {business.name}
      {business.phone && (
        <>
          {" at "}
          <a href={`tel:${business.phone.replace(/[^+\d]/g, "")}`} className="prose-link">
            {business.phone}
          </a>
        </>
      )}
      {business.email && (
        <>
          {business.phone ? " or " : " at "}
          <a href={`mailto:${business.email}`} className="prose-link">
            {business.email}
          </a>
        </>
      )}
      .
    </p>
  );
}
