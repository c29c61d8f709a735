import { useWords } from "#words";
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
  const t = useWords("manage");
  const { business, cancelUntil, timeZone } = booking;
  const limit = formatDayTime(cancelUntil, timeZone, locale);
  const words = !cancel.allowed
    ? t("changesWereUntil", { limit })
    : !move.allowed && move.because === "too_many_moves"
      ? t("movedOften")
      : t("tooLateToMove");
  const { phone, email } = business;
  const way = phone && email ? "reachThem" : phone ? "callThem" : email ? "writeToThem" : "speakTo";
  return (
    <p className="max-w-prose text-muted sm:col-span-2">
      {words}{" "}
      {t.rich(way, {
        business: business.name,
        number: phone ?? "",
        address: email ?? "",
        phone: (number) => (
          <a href={`tel:${phone?.replace(/[^+\d]/g, "")}`} className="prose-link">
            <bdi dir="ltr">{number}</bdi>
          </a>
        ),
        mail: (address) => (
          <a href={`mailto:${email}`} className="prose-link">
            <bdi dir="ltr">{address}</bdi>
          </a>
        ),
      })}
    </p>
  );
}
