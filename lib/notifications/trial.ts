import { z } from "zod";
import type { Email, Sms } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { voiceFor } from "./language.ts";
import { renderHtml, renderText } from "./render.ts";
import { problemsOf } from "./schema.ts";

const fact = z.object({
  label: z.string(),
  lines: z.array(z.string()),
  strong: z.number().optional(),
});
const letter = z.object({
  subject: z.string(),
  preheader: z.string(),
  heading: z.string(),
  intro: z.array(z.string()),
  facts: z.array(fact),
  quote: z.object({ label: z.string(), text: z.string() }).optional(),
  action: z.object({ label: z.string(), url: z.url() }).optional(),
  closing: z.array(z.string()),
  policy: z.string().optional(),
});
const sender = z.object({ name: z.string(), brandColor: z.string(), footer: z.string() });

const row = z.object({ id: z.uuid(), recipient: z.string() });
const emailTrial = row.extend({
  data: z.object({
    content: z.object({ subject: z.string(), letter, sender, language: z.string() }),
  }),
});
const smsTrial = row.extend({ data: z.object({ content: z.object({ body: z.string() }) }) });

/** Whether a claimed row is a test that a manager sends to themselves: its words are in the row. */
export function isTrial(raw: unknown): boolean {
  return (raw as { kind?: unknown } | null)?.kind === "test.message";
}

/** Makes the e-mail of a test. */
export function composeTrialEmail(raw: unknown, settings: LetterSettings): Composed<Email> {
  const parsed = emailTrial.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const { id, recipient, data } = parsed.data;
  const { content } = data;
  const voice = voiceFor(content.language);
  return {
    ok: true,
    content,
    message: {
      id,
      from: { name: content.sender.name, address: settings.mailFrom },
      to: recipient,
      subject: content.subject,
      html: renderHtml(content.letter, content.sender, voice),
      text: renderText(content.letter, content.sender),
    },
  };
}

/** Makes the text message of a test. */
export function composeTrialSms(raw: unknown, now: Date): Composed<Sms> {
  const parsed = smsTrial.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const { id, recipient, data } = parsed.data;
  return {
    ok: true,
    content: data.content,
    message: {
      id,
      to: recipient,
      body: data.content.body,
      createdAt: now.toISOString(),
      repeated: false,
    },
  };
}
