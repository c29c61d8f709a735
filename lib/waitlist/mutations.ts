import "server-only";
import { randomUUID } from "node:crypto";
import { availabilityData, slotAt } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import type { FreeTime } from "@/lib/availability/schema";
import { admit, hashOf } from "@/lib/bookings/admission";
import { type ActingPerson, bookingItem } from "@/lib/bookings/item";
import { manageUrl } from "@/lib/bookings/mutations";
import { type Booking, phone } from "@/lib/bookings/schema";
import { teams } from "@/lib/bookings/teams";
import { tokenHash, waitlistToken } from "@/lib/bookings/token";
import { publicPage } from "@/lib/business/data";
import { env } from "@/lib/env";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { findSlots } from "@/lib/scheduling";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { outlookOf } from "./full";
import { nudgeWaitlist } from "./nudge";
import { isWanted, offerDeadline, spanOf } from "./rules";
import type { Entry, JoinRequest } from "./schema";
import { waitlistStore } from "./store";

export type Done =
  | { ok: true }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | { ok: false; code: string };

/**
 * Puts somebody on the waiting list, unless what they want is free or never offered. The answer is the same for who
 * waits already: their link comes by mail, and nobody learns of it who only types their address.
 * @param now epoch milliseconds
 */
export async function joinWaitlist(request: JoinRequest, now: number): Promise<Done> {
  const page = await publicPage(request.business);
  if (!page) return { ok: false, code: "business_not_found" };
  const service = page.services.find(({ slug }) => slug === request.service);
  if (!service) return { ok: false, code: "service_not_found" };
  const fields: Record<string, string> = {};
  const number = phone(page.business.country).safeParse(request.customer.phone ?? "");
  if (!number.success) fields["customer.phone"] = number.error.issues[0]!.message;
  if (request.party > service.capacity) {
    fields.party = service.capacity === 1 ? "one person at a time" : `at most ${service.capacity}`;
  }
  if (Object.keys(fields).length > 0) return { ok: false, code: "invalid", fields };

  const span = spanOf(request, now);
  if (!span) return { ok: false, code: "closed_then" };
  const staff = request.staff === "any" ? undefined : request.staff;
  const data = await availabilityData({ ...request, staff, ...span });
  if (!data.ok) return { ok: false, code: data.code };
  const outlook = outlookOf(request, data, now);
  if (outlook === "free") return { ok: false, code: "times_free" };
  if (outlook === "closed") return { ok: false, code: "closed_then" };

  const entryId = randomUUID();
  const outcome = await callFunction<{ ok: true } | Refusal>("join_waitlist", {
    p_request: {
      entryId,
      tokenHash: await tokenHash(await waitlistToken(env().TOKEN_SECRET, entryId)),
      serviceId: service.id,
      staffId: staff ? (data.staff.find(({ slug }) => slug === staff)?.id ?? null) : null,
      party: request.party,
      from: request.from,
      to: request.to,
      weekdays: request.weekdays,
      fromMin: request.fromMin,
      toMin: request.toMin,
      customer: { name: request.customer.name, email: request.customer.email, phone: number.data },
      timeZone: request.timeZone,
      locale: request.locale,
    },
  });
  if (!outcome.ok) return { ok: false, code: outcome.code };
  nudgeDispatch();
  nudgeWaitlist();
  return { ok: true };
}

/**
 * Turns an open offer into a booking, once: the second tap finds what the first one made.
 * @param seen the id of the offer that the customer saw: an old page takes no other one
 * @param answers to the service's questions
 * @param now epoch milliseconds
 */
export async function takeOffer(
  entry: Entry,
  seen: string,
  answers: Record<string, string | boolean>,
  now: number,
): Promise<
  | { ok: true; manageUrl: string }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | { ok: false; code: string }
> {
  const { offer } = entry;
  if (entry.bookingId) return { ok: true, manageUrl: await manageUrl(entry.bookingId) };
  if (offer?.id !== seen) return { ok: false, code: "offer_over" };
  const request = {
    business: entry.business.slug,
    service: entry.service.slug,
    party: entry.party,
    customer: entry.customer,
    answers,
    note: "",
    timeZone: entry.timeZone,
    locale: entry.locale,
  };
  const admitted = await admit(request);
  if (!admitted.ok) return admitted;
  const start = Date.parse(offer.start);
  const scope = {
    business: request.business,
    service: request.service,
    staff: offer.staff.slug,
    except: offer.bookingId,
  };
  // Its own place counts as free; hours may have closed or a holiday come up since it was offered.
  const found = await slotAt(scope, start, { now, party: entry.party });
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.slot) return { ok: false, code: "offer_over" };
  const item = await bookingItem(request, admitted, {
    bookingId: offer.bookingId,
    start,
    staff: teams(found.data, found.slot.staff, start),
    staffChoice: entry.staff ? "chosen" : "any",
    source: "public",
    actor: { kind: "customer" },
    holdId: offer.bookingId,
  });
  const written = await callFunction<{ ok: true; booking: Booking } | Refusal>(
    "take_waitlist_offer",
    {
      p_request: {
        ...item,
        offerId: offer.id,
        idempotencyKey: `waitlist:${offer.id}`,
        requestHash: hashOf(request),
      },
    },
  );
  if (!written.ok) return { ok: false, code: written.code };
  nudgeDispatch();
  return { ok: true, manageUrl: await manageUrl(written.booking.id) };
}

/**
 * The customer lets an offer go to the next in line and waits on.
 * @param seen the id of the offer that they saw: an old page, or a second press, lets no other one go
 */
export async function declineOffer(entry: Entry, seen: string): Promise<{ ok: true } | Refusal> {
  if (entry.offer?.id !== seen) return { ok: false, code: "offer_over" };
  const outcome = await callFunction<{ ok: true } | Refusal>("decline_waitlist_offer", {
    p_entry_id: entry.id,
  });
  if (outcome.ok) nudgeWaitlist();
  return outcome;
}

/** Takes somebody off the list: the customer by their link, or the business. */
export async function leaveWaitlist(
  entryId: string,
  by: ActingPerson["kind"],
): Promise<{ ok: true } | Refusal> {
  const outcome = await callFunction<{ ok: true } | Refusal>("leave_waitlist", {
    p_entry_id: entryId,
    p_by: by,
  });
  if (outcome.ok) nudgeWaitlist();
  return outcome;
}

/** Puts somebody whom the business took off the list back in their old place. */
export async function restoreEntry(entryId: string): Promise<{ ok: true } | Refusal> {
  const outcome = await callFunction<{ ok: true } | Refusal>("restore_waitlist_entry", {
    p_entry_id: entryId,
  });
  if (outcome.ok) nudgeWaitlist();
  return outcome;
}

/** Days around a wish in which a time may be offered by hand. */
const BY_HAND_DAYS = 21;
const BY_HAND_TIMES = 200;
const MS_PER_DAY = 86_400_000;

/** A free time that staff may offer, and whether it is one that the customer asked for. */
export interface Offerable extends Pick<FreeTime, "start"> {
  wanted: boolean;
}

/**
 * The free times that could be offered to an entry by hand, on the days that are asked for and in the weeks around.
 * @param now epoch milliseconds
 */
export async function offerableTimes(entry: Entry, now: number): Promise<Offerable[]> {
  const asked = spanOf(entry, now) ?? { from: now, to: now };
  const span = {
    from: Math.max(now, asked.from - BY_HAND_DAYS * MS_PER_DAY),
    to: asked.to + BY_HAND_DAYS * MS_PER_DAY,
  };
  const data = await availabilityData({
    business: entry.business.slug,
    service: entry.service.slug,
    staff: entry.staff?.slug,
    ...span,
  });
  if (!data.ok) return [];
  const { timeZone, service } = entry;
  return findSlots(slotQuery(data, { now, ...span, party: entry.party }))
    .filter(
      ({ start }) =>
        offerDeadline({ start, noticeMin: service.minNoticeMin, timeZone }, now) !== null,
    )
    .map(({ start }) => ({
      start: new Date(start).toISOString(),
      wanted: isWanted(entry, start),
    }))
    .sort(
      (a, b) => Number(b.wanted) - Number(a.wanted) || Date.parse(a.start) - Date.parse(b.start),
    )
    .slice(0, BY_HAND_TIMES);
}

/**
 * Offers a time to somebody out of turn, because a person at the business decided so.
 * @param start epoch milliseconds
 */
export async function offerByHand(
  entry: Entry,
  start: number,
  actor: ActingPerson & { kind: "staff" },
  now: number,
): Promise<{ ok: true } | { ok: false; code: string }> {
  const found = await slotAt(
    { business: entry.business.slug, service: entry.service.slug, staff: entry.staff?.slug },
    start,
    { now, party: entry.party },
  );
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.slot) return { ok: false, code: "slot_taken" };
  const { timeZone, service } = entry;
  const deadline = offerDeadline({ start, noticeMin: service.minNoticeMin, timeZone }, now);
  if (deadline === null) return { ok: false, code: "too_soon" };
  const store = waitlistStore(callFunction, env().TOKEN_SECRET, actor);
  const outcome = await store.offer(entry, {
    start,
    staff: teams(found.data, found.slot.staff, start),
    deadline,
  });
  if (!outcome.ok) return { ok: false, code: outcome.code ?? "internal" };
  nudgeDispatch();
  return { ok: true };
}
