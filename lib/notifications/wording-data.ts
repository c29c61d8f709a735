import "server-only";
import { env } from "@/lib/env";
import { callFunction } from "@/lib/supabase/functions";
import type { BusinessId } from "@/lib/supabase/session";
import type { LetterSettings } from "./compose.ts";
import { bookingSchema, type MessageBooking } from "./schema.ts";
import type { TemplateKey } from "./settings-schema";
import type { EmailTemplate, SmsTemplate } from "./templates.ts";

/** A template as it was saved. */
export interface TemplateVersion {
  version: number;
  active: boolean;
  content: EmailTemplate | SmsTemplate;
  at: string;
  by: string;
}

/** Which messages a business words itself. */
export function ownTemplates(
  businessId: BusinessId,
): Promise<(TemplateKey & { version: number; at: string; by: string })[]> {
  return callFunction("message_templates_of", { p_business: businessId });
}

/** The last fifty versions of a template, latest first. */
export function templateVersions(
  businessId: BusinessId,
  key: TemplateKey,
): Promise<TemplateVersion[]> {
  return callFunction("message_template_versions", { p_business: businessId, p_which: key });
}

/** The installation's part of a letter, for previews. */
export function previewSettings(): LetterSettings {
  return { appUrl: env().APP_URL, tokenSecret: env().TOKEN_SECRET, mailFrom: "" };
}

/**
 * A booking to preview messages with: the business's latest, or one made up before it has any.
 * @param business what is known of it on the page
 * @param now epoch milliseconds
 */
export async function bookingToPreview(
  businessId: BusinessId,
  business: {
    slug: string;
    name: string;
    timeZone: string;
    brandColor: string;
    locale: string;
    currency: string;
    service: string;
    staff: string;
  },
  now: number,
): Promise<{ booking: MessageBooking; real: boolean }> {
  const found = bookingSchema.safeParse(
    await callFunction("sample_booking", { p_business: businessId }),
  );
  if (found.success) return { booking: found.data, real: true };
  const hour = 3_600_000;
  const start = Math.ceil(now / hour) * hour + 26 * hour;
  const iso = (at: number) => new Date(at).toISOString();
  return {
    real: false,
    booking: {
      id: "00000000-0000-4000-8000-000000000000",
      status: "confirmed",
      start: iso(start),
      end: iso(start + hour),
      party: 1,
      customer: { name: "Kim Miller", email: "kim@mail.example", phone: null },
      answers: {},
      note: "",
      priceMinor: null,
      currency: business.currency,
      timeZone: business.timeZone,
      locale: business.locale,
      sequence: 0,
      updatedAt: iso(now),
      cancelUntil: iso(start - 24 * hour),
      moveUntil: iso(start - 24 * hour),
      service: { name: business.service, confirmation: "instant", questions: [] },
      staff: { name: business.staff },
      business: {
        slug: business.slug,
        name: business.name,
        timeZone: business.timeZone,
        address: "",
        city: "",
        phone: null,
        email: null,
        brandColor: business.brandColor,
        policyText: "",
      },
    },
  };
}
