/** The address of the form for a booking at the desk, with what is known already. Ids; `start` is ISO. */
export function newBookingPath(
  known: Partial<
    Record<"service" | "staff" | "customer" | "start" | "date" | "again" | "back", string>
  >,
): string {
  const params = new URLSearchParams(known);
  const text = params.toString();
  return `/dashboard/bookings/new${text ? `?${text}` : ""}`;
}
