import { queryOptions } from "@tanstack/react-query";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import type { Shades } from "@/lib/appointments/shades-schema";
import { fetchJson } from "../fetch-json";

/** For how long what was read ahead is not read again. */
export const AHEAD_MS = 10_000;

/** The appointments of local dates, `to` excluded. */
export function appointmentsOf(businessId: string, from: string, to: string) {
  return queryOptions({
    queryKey: ["calendar", businessId, from, to],
    queryFn: ({ signal }) =>
      fetchJson<{ appointments: CalendarAppointment[] }>(
        `/api/dashboard/calendar?business=${businessId}&from=${from}&to=${to}`,
        signal,
      ),
  });
}

/** What lies behind them: working hours, what people's own calendars hold, blocked time. */
export function shadesOf(businessId: string, from: string, to: string) {
  return queryOptions({
    queryKey: ["shades", businessId, from, to],
    queryFn: ({ signal }) =>
      fetchJson<Shades>(
        `/api/dashboard/shades?business=${businessId}&from=${from}&to=${to}`,
        signal,
      ),
  });
}
