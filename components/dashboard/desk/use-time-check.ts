"use client";

import { useQuery } from "@tanstack/react-query";
import type { TimeCheck } from "@/lib/appointments/desk-schema";
import { fetchJson } from "../fetch-json";

/** Which place is asked about. Ids; `start` in epoch milliseconds, null = nothing chosen yet. */
export interface PlaceQuestion {
  businessId: string;
  serviceId: string;
  /** null = whoever is free. */
  staffId: string | null;
  party: number;
  start: number | null;
  minutes?: number | undefined;
  /** A booking, or a whole appointment, whose own place counts as free. */
  exceptBooking?: string | undefined;
  exceptAppointment?: string | undefined;
}

/** The address that answers a question; with a date instead of a start, what is offered on it. */
export function timesPath(question: PlaceQuestion, date?: string): string {
  const params = new URLSearchParams({
    business: question.businessId,
    service: question.serviceId,
    party: String(question.party),
  });
  if (question.staffId) params.set("staff", question.staffId);
  if (question.exceptBooking) params.set("except", question.exceptBooking);
  if (date) params.set("date", date);
  else {
    if (question.start !== null) params.set("start", new Date(question.start).toISOString());
    if (question.minutes) params.set("minutes", String(question.minutes));
    if (question.exceptAppointment) params.set("appointment", question.exceptAppointment);
  }
  return `/api/dashboard/times?${params}`;
}

/** What speaks against a time, kept up to date while it is chosen; undefined while nothing is known. */
export function useTimeCheck(question: PlaceQuestion): TimeCheck | undefined {
  const path = timesPath(question);
  const { data } = useQuery({
    queryKey: ["time-check", question.businessId, path],
    queryFn: ({ signal }) => fetchJson<TimeCheck>(path, signal),
    enabled: question.start !== null && question.serviceId !== "",
    staleTime: 5_000,
  });
  return data;
}
