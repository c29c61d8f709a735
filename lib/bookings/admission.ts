import "server-only";
import { createHash } from "node:crypto";
import { publicPage } from "@/lib/business/data";
import type { PublicPage, PublicService } from "@/lib/business/schema";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { checkAnswers } from "./rules";
import { type Booking, type BookingRequest, phone } from "./schema";

/** A request whose business, service and fields are in order. */
export interface Admitted {
  page: PublicPage;
  service: PublicService;
  /** As E.164, or null. */
  phone: string | null;
  answers: Record<string, string | boolean>;
}

export type NotAdmitted =
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | { ok: false; code: string };

/**
 * Checks what only the business and the service can tell: that they exist, the phone number in their country, the
 * answers to the service's questions, the size of the party.
 * @param asked false at the desk, where nobody has put the questions to the customer
 */
export async function admit(
  request: Pick<BookingRequest, "business" | "service" | "answers" | "party"> & {
    customer: { phone?: string | null | undefined };
  },
  { asked = true }: { asked?: boolean } = {},
): Promise<({ ok: true } & Admitted) | NotAdmitted> {
  const page = await publicPage(request.business);
  if (!page) return { ok: false, code: "business_not_found" };
  const service = page.services.find(({ slug }) => slug === request.service);
  if (!service) return { ok: false, code: "service_not_found" };
  const fields: Record<string, string> = {};
  const number = phone(page.business.country).safeParse(request.customer.phone ?? "");
  if (!number.success) fields["customer.phone"] = number.error.issues[0]!.message;
  const { problems, kept } = checkAnswers(service.questions, request.answers);
  if (asked)
    for (const [id, message] of Object.entries(problems)) fields[`answers.${id}`] = message;
  if (request.party > service.capacity) {
    fields.party = service.capacity === 1 ? "one person at a time" : `at most ${service.capacity}`;
  }
  if (Object.keys(fields).length > 0) return { ok: false, code: "invalid", fields };
  return { ok: true, page, service, phone: number.data ?? null, answers: kept };
}

/** What an idempotency key stands for: the same hash, the same request. */
export function hashOf(request: object): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}

/**
 * The first answer to an idempotency key, if there was one. Asked when the engine finds the time taken: it may be this
 * very request that took it. (Where the time is free, the database function looks the key up itself.)
 */
export async function replayOf(
  businessId: string,
  key: string,
  requestHash: string,
): Promise<{ ok: true; booking: Booking } | Refusal | null> {
  return callFunction("replayed_booking", {
    p_business: businessId,
    p_key: key,
    p_request_hash: requestHash,
  });
}
