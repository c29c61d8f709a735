import type { z } from "zod";
import type { LetterSettings } from "./compose.ts";
import { letterOf } from "./email.ts";
import { type Language, voiceFor } from "./language.ts";
import type { Letter } from "./letter.ts";
import { renderHtml, type Sender } from "./render.ts";
import type { MessageBooking } from "./schema.ts";
import { segmentsOf } from "./segments.ts";
import type { TemplateKey } from "./settings-schema.ts";
import { defaultSms, wordsOf } from "./sms.ts";
import { type Told, tell } from "./telling.ts";
import {
  type EmailTemplate,
  emailTemplate,
  type SmsTemplate,
  smsTemplate,
  type Variable,
  valuesFor,
  variables,
  variablesIn,
} from "./templates.ts";

/** Messages that a business may word itself, with who reads them. */
export const wordable = [
  { kind: "booking.confirmed", audience: "customer" },
  { kind: "booking.reminder", audience: "customer" },
  { kind: "booking.moved", audience: "customer" },
  { kind: "booking.cancelled", audience: "customer" },
  { kind: "booking.requested", audience: "customer" },
  { kind: "booking.verify", audience: "customer" },
  { kind: "booking.declined", audience: "customer" },
  { kind: "booking.expired", audience: "customer" },
  { kind: "booking.follow_up", audience: "customer" },
  { kind: "booking.rebook", audience: "customer" },
  { kind: "booking.new", audience: "staff" },
  { kind: "booking.moved", audience: "staff" },
  { kind: "booking.cancelled", audience: "staff" },
] as const;

/** What each variable stands for. */
export const variableWords: Record<Variable, string> = {
  "customer.name": "the customer's name",
  "business.name": "your name",
  "business.phone": "your phone number",
  "service.name": "the service",
  "staff.name": "who takes it",
  when: "day and time, with the zone",
  date: "the day in full",
  time: "from when to when, with the zone",
  place: "your address",
  price: "the price",
  previous: "when it was before (only when it moved)",
  until: "until when it is kept (only for requests)",
  link: "the link to change it",
};

/** Checks a template before it is saved: sizes, and that its message knows every variable. */
export function readTemplate(
  { channel, kind }: Pick<TemplateKey, "channel" | "kind">,
  raw: unknown,
): z.ZodSafeParseResult<EmailTemplate | SmsTemplate> {
  const known = variablesOf(kind);
  const schema: z.ZodType<EmailTemplate | SmsTemplate> =
    channel === "email" ? emailTemplate : smsTemplate;
  return schema
    .superRefine((template, context) => {
      for (const [field, text] of Object.entries(template)) {
        const stray = variablesIn(text).find((name) => !known.includes(name));
        if (!stray) continue;
        const message = `{{${stray}}} has no value in this message.`;
        context.addIssue({ code: "custom", path: [field], message });
      }
    })
    .safeParse(raw);
}

/** A claimed row of a kind about a booking, as the outbox would hand it out. */
function rowAbout(
  booking: MessageBooking,
  key: TemplateKey,
  template: EmailTemplate | SmsTemplate | null,
): Record<string, unknown> {
  const earlier = (instant: string) => new Date(Date.parse(instant) - 86_400_000).toISOString();
  const region = new Intl.Locale(booking.locale).region;
  return {
    id: booking.id,
    kind: key.kind,
    channel: key.channel,
    audience: key.audience,
    recipient: key.channel === "sms" ? "+10000000000" : "you@mail.example",
    locale: region ? `${key.language}-${region}` : key.language,
    timeZone: key.audience === "customer" ? booking.timeZone : booking.business.timeZone,
    attempt: 1,
    data: {
      start: booking.start,
      end: booking.end,
      sequence: booking.sequence,
      status: booking.status,
      staffName: booking.staff.name,
      previousStart: earlier(booking.start),
      previousEnd: earlier(booking.end),
      by: "staff",
      reason: null,
    },
    booking,
    ...(template ? { template } : {}),
  };
}

/** What a template makes of a booking. */
export type Preview =
  | { channel: "email"; subject: string; letter: Letter; sender: Sender; language: Language }
  | { channel: "sms"; body: string };

/** A preview, ready to be shown. */
export type Shown =
  | { channel: "email"; subject: string; html: string }
  | { channel: "sms"; body: string; parts: number; unusual: string[] };

/** A preview as the editor shows it: the letter as mail programs get it, the text message with its parts. */
export function showPreview(preview: Preview): Shown {
  if (preview.channel === "sms") {
    const { count, unusual } = segmentsOf(preview.body);
    return { channel: "sms", body: preview.body, parts: count, unusual };
  }
  const { subject, letter, sender, language } = preview;
  return { channel: "email", subject, html: renderHtml(letter, sender, voiceFor(language)) };
}

/**
 * A message about a booking in a template's words.
 * @param template null = Daybook's own words
 * @throws Error if the booking is none that messages are written about
 */
export async function previewOf(
  booking: MessageBooking,
  key: TemplateKey,
  template: EmailTemplate | SmsTemplate | null,
  settings: LetterSettings,
  now: Date,
): Promise<Preview> {
  const told = await toldOf(booking, key, template, settings, now);
  if (key.channel === "sms") return { channel: "sms", body: wordsOf(told) };
  const { letter, sender } = await letterOf(told, settings);
  const { language } = voiceFor(told.message.locale);
  return { channel: "email", subject: letter.subject, letter, sender, language };
}

/**
 * Daybook's own words as a template to begin with: the letter about a booking whose every fact is its variable's name.
 */
export async function defaultTemplate(
  booking: MessageBooking,
  key: TemplateKey,
  settings: LetterSettings,
  now: Date,
): Promise<EmailTemplate | SmsTemplate> {
  const named: MessageBooking = {
    ...booking,
    decideBy: booking.decideBy ?? booking.cancelUntil,
    status:
      key.kind === "booking.requested" || key.kind === "booking.verify" ? "pending" : "confirmed",
    customer: { ...booking.customer, name: "{{customer.name}}" },
    service: { ...booking.service, name: "{{service.name}}" },
    staff: { name: "{{staff.name}}" },
    business: { ...booking.business, name: "{{business.name}}", policyText: "" },
  };
  const told = await toldOf(named, key, null, settings, now);
  const values = valuesFor(told.telling, told.letter, told.previousStart);
  const asTemplate = (text: string) =>
    (["when", "previous", "until", "link"] as const).reduce(
      (all, name) => (values[name] ? all.replaceAll(values[name], `{{${name}}}`) : all),
      text,
    );
  if (key.channel === "sms") {
    const { telling, letter } = told;
    return { body: asTemplate(defaultSms({ kind: key.kind, telling, letter })) };
  }
  const { subject, heading, intro } = told.letter;
  return {
    subject: asTemplate(subject),
    heading: asTemplate(heading),
    intro: asTemplate(intro.join("\n\n")),
    closing: "",
  };
}

async function toldOf(
  booking: MessageBooking,
  key: TemplateKey,
  template: EmailTemplate | SmsTemplate | null,
  settings: LetterSettings,
  now: Date,
): Promise<Told> {
  const told = await tell(rowAbout(booking, key, template), settings, now);
  if (!told.ok) throw new Error(told.error);
  return told;
}

/** The variables that a message can use. */
export function variablesOf(kind: string): Variable[] {
  return variables.filter(
    (name) =>
      (name !== "previous" || kind === "booking.moved") &&
      (name !== "until" || ["booking.requested", "booking.verify", "booking.new"].includes(kind)),
  );
}
