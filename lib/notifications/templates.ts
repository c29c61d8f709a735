import { z } from "zod";
import { oneLine, plainText } from "../calendars/text.ts";
import { formatDateLong, formatMoney, formatRange, zoneLabel } from "../format/index.ts";
import { shortWhen, type Telling } from "./facts.ts";
import type { Letter } from "./letter.ts";

/** What a business may put into its own words, written {{name}}. */
export const variables = [
  "customer.name",
  "business.name",
  "business.phone",
  "service.name",
  "staff.name",
  "when",
  "date",
  "time",
  "place",
  "price",
  "previous",
  "until",
  "link",
] as const;
export type Variable = (typeof variables)[number];

const KNOWN = new Set<string>(variables);
const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with a template's text, or null: a name that is none, or braces that do not match. */
export function templateProblem(text: string): string | null {
  for (const [, name = ""] of text.matchAll(PLACE)) {
    if (!KNOWN.has(name))
      return name === "" ? "There is an empty {{ }}." : `{{${name}}} is unknown.`;
  }
  const rest = text.replace(PLACE, "");
  return rest.includes("{{") || rest.includes("}}")
    ? "A {{ has no matching }}, or the other way round."
    : null;
}

/** The variables that a text names; what is none is left out. */
export function variablesIn(text: string): Variable[] {
  return Array.from(text.matchAll(PLACE), ([, name = ""]) => name).filter(
    (name): name is Variable => KNOWN.has(name),
  );
}

function words(max: number, min = 0) {
  return z
    .string()
    .max(max, `at most ${max} characters`)
    .refine((text) => text.trim().length >= min, "Please write something.")
    .superRefine((text, context) => {
      const message = templateProblem(text);
      if (message) context.addIssue({ code: "custom", message });
    });
}

/** A business's own words for an e-mail; the table of facts and the button stay Daybook's. */
export const emailTemplate = z.object({
  subject: words(200, 1).refine((text) => !/[\r\n]/.test(text), "on one line"),
  heading: words(120, 1),
  intro: words(2000),
  closing: words(1000),
});
/** A business's own words for a text message. */
export const smsTemplate = z.object({ body: words(640, 1) });

export type EmailTemplate = z.infer<typeof emailTemplate>;
export type SmsTemplate = z.infer<typeof smsTemplate>;

/**
 * A template with its values. Values go in as they are, once: what a person typed is never looked through for variables.
 * What they mean to HTML or to a header is settled where the text goes there.
 */
export function fill(text: string, values: Record<Variable, string>): string {
  return text.replace(PLACE, (_, name: string) => values[name as Variable] ?? "");
}

/** The values for a message, each on one line. */
export function valuesFor(
  telling: Telling,
  letter: Pick<Letter, "action">,
  previousStart?: string,
): Record<Variable, string> {
  const { booking, voice, zone } = telling;
  const { business } = booking;
  return {
    "customer.name": oneLine(booking.customer.name),
    "business.name": oneLine(business.name),
    "business.phone": oneLine(business.phone ?? ""),
    "service.name": oneLine(booking.service.name),
    "staff.name": oneLine(booking.staff.name),
    when: shortWhen(booking.start, telling),
    date: formatDateLong(booking.start, zone, voice.locale),
    time: `${formatRange(booking.start, booking.end, zone, voice.locale)} (${zoneLabel(zone, booking.start, voice.locale)})`,
    place: [business.address, business.city].map(oneLine).filter(Boolean).join(", "),
    price:
      booking.priceMinor === null
        ? ""
        : formatMoney(booking.priceMinor, booking.currency, voice.locale),
    previous: previousStart ? shortWhen(previousStart, telling) : "",
    until: booking.decideBy ? shortWhen(booking.decideBy, telling) : "",
    link: letter.action?.url ?? telling.manageUrl,
  };
}

/** A letter in the business's own words. */
export function inOwnWords(
  letter: Letter,
  template: EmailTemplate,
  values: Record<Variable, string>,
): Letter {
  return {
    ...letter,
    subject: oneLine(fill(template.subject, values)),
    heading: oneLine(fill(template.heading, values)),
    intro: paragraphs(fill(template.intro, values)),
    closing: [...paragraphs(fill(template.closing, values)), ...letter.closing],
  };
}

function paragraphs(text: string): string[] {
  return plainText(text)
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "");
}
