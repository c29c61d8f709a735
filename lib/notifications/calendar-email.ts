import { z } from "zod";
import { oneLine } from "../calendars/text.ts";
import { undoneBecause } from "../calendars/words.ts";
import { formatDayTime, zoneTime } from "../format/index.ts";
import type { Email } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { voiceFor } from "./language.ts";
import type { Letter } from "./letter.ts";
import { renderHtml, renderText } from "./render.ts";
import { claimedWithoutBooking, instant, problemsOf } from "./schema.ts";
import { sharedWords } from "./words.ts";

const told = z.object({
  connectionId: z.uuid(),
  account: z.string(),
  business: z.object({
    name: z.string(),
    slug: z.string(),
    country: z.string(),
    brandColor: z.string(),
  }),
  /** Of an entry that was put back: which, why, and what had been done to it. */
  what: z.string().default(""),
  code: z.string().nullish(),
  deleted: z.boolean().default(false),
  start: instant.nullish(),
});
type Told = z.infer<typeof told>;

/** Whether a claimed row is about somebody's connected calendar. */
export function isAboutCalendars(raw: unknown): boolean {
  const kind = (raw as { kind?: unknown } | null)?.kind;
  return kind === "calendar.expired" || kind === "calendar.undone";
}

/** Makes the e-mail to the owner of a connected calendar: it has to be connected again, or an entry was put back. */
export async function composeCalendarEmail(
  raw: unknown,
  settings: LetterSettings,
): Promise<Composed<Email>> {
  const parsed = claimedWithoutBooking.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const message = parsed.data;
  const data = told.safeParse(message.data);
  if (!data.success) return invalid(problemsOf(data.error));
  const { account, business, connectionId } = data.data;
  const voice = voiceFor(message.locale, business.country);
  const words =
    message.kind === "calendar.undone" ? undoneWords(data.data) : expiredWords(oneLine(account));
  const letter: Letter = {
    ...words,
    preheader: oneLine(business.name),
    facts: [],
    action: {
      label: "Open the connection",
      url: `${settings.appUrl}/dashboard/calendars/${connectionId}`,
    },
    closing: [],
  };
  const name = oneLine(business.name);
  const shared = sharedWords(voice.language);
  const sender = { name, brandColor: business.brandColor, footer: shared.staffFooter(name) };
  return {
    ok: true,
    content: { subject: letter.subject, letter, sender, language: voice.language },
    message: {
      id: message.id,
      from: { name, address: settings.mailFrom },
      to: message.recipient,
      subject: letter.subject,
      html: renderHtml(letter, sender, voice),
      text: renderText(letter, sender),
    },
  };

  function undoneWords({ what, start, code, deleted }: Told) {
    const when = start
      ? ` on ${formatDayTime(start, message.timeZone, voice.locale)} (${zoneTime(message.timeZone, voice.locale)})`
      : "";
    return {
      subject: oneLine(`Put back in your calendar: ${what}`),
      heading: "Put back in your calendar",
      intro: [
        `You ${deleted ? "deleted" : "changed"} “${oneLine(what)}” in your own calendar. It stays where it was${when}, because ${undoneBecause(code)}.`,
      ],
    };
  }
}

function expiredWords(account: string) {
  return {
    subject: "Your calendar needs to be connected again",
    heading: "Your calendar needs to be connected again",
    intro: [
      `${account} no longer lets Daybook in. Until you connect it again, what you have there does not block your free times, and new bookings do not show up there.`,
      "Nothing is lost: when you connect it again, both catch up.",
    ],
  };
}
