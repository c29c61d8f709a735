"use server";

import type { DeskRefusal } from "@/lib/bookings/desk";
import { bookSeriesAtDesk } from "@/lib/bookings/desk-series";
import { fieldErrors } from "@/lib/http/body";
import { whyNotMember } from "@/lib/supabase/session";
import { bookableServices, deskWords } from "./desk-data";
import { type DeskSeriesInput, deskSeries } from "./desk-schema";
import { deskMember } from "./gate";

type Refused =
  | (DeskRefusal & { start?: string })
  | { ok: false; code: "invalid"; fields: Record<string, string> };

/** Books a series at the desk: the chosen dates, all or none. */
export async function bookSeriesAtDeskAction(
  businessId: string,
  form: DeskSeriesInput,
): Promise<{ ok: true; count: number; start: string } | Refused> {
  const desk = await deskMember(businessId);
  if (!desk) return { ok: false, code: await whyNotMember(businessId) };
  const input = deskSeries.safeParse(form);
  if (!input.success) return { ok: false, code: "invalid", fields: fieldErrors(input.error) };
  const { serviceId, staffId, every, interval, starts, override, notify, ...rest } = input.data;
  const { member, actor } = desk;
  const services = await bookableServices(member.db, member.businessId, desk.only);
  const service = services.find(({ id }) => id === serviceId);
  if (!service) return { ok: false, code: "service_not_found" };
  if (staffId === null ? desk.only !== null : !desk.mayActFor(staffId)) {
    return { ok: false, code: "forbidden" };
  }
  const { words, slugOf } = await deskWords(member.db, member.businessId);
  const staff = staffId === null ? "any" : slugOf[staffId];
  if (!staff) return { ok: false, code: "staff_not_found" };
  const outcome = await bookSeriesAtDesk(
    {
      ...rest,
      business: member.membership.slug,
      service: service.slug,
      staff,
      timeZone: member.membership.timeZone,
      locale: words.locale,
    },
    { every, interval, starts },
    { now: Date.now(), override, notify, businessId: member.businessId, actor, words },
  );
  if (!outcome.ok) return outcome;
  return { ok: true, count: outcome.bookings.length, start: outcome.bookings[0]!.start };
}
