import { z } from "zod";
import { oneLine } from "../calendars/text.ts";
import { formatLocalDateLong, formatRange, zoneTime } from "../format/index.ts";
import type { Email } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { type Language, voiceFor } from "./language.ts";
import type { Fact, Letter } from "./letter.ts";
import { renderHtml, renderText } from "./render.ts";
import { claimedWithoutBooking, instant, problemsOf } from "./schema.ts";
import { sharedWords } from "./words.ts";

const agendaData = z.object({
  name: z.string(),
  date: z.iso.date(),
  business: z.object({
    name: z.string(),
    slug: z.string(),
    country: z.string(),
    brandColor: z.string(),
  }),
  items: z
    .array(
      z.object({
        start: instant,
        end: instant,
        service: z.string(),
        staff: z.string(),
        customers: z.array(z.string()).nullish(),
      }),
    )
    .max(2000),
});

interface Words {
  subject(day: string, count: number): string;
  heading(day: string): string;
  intro(count: number, zone: string): string;
  free: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (day, count) =>
      `${day}: ${count === 0 ? "nothing booked" : count === 1 ? "1 appointment" : `${count} appointments`}`,
    heading: (day) => day,
    intro: (count, zone) =>
      count === 1
        ? `One appointment today, in ${zone}.`
        : `${count} appointments today, in ${zone}.`,
    free: "Nothing is booked today so far.",
  },
  de: {
    subject: (day, count) =>
      `${day}: ${count === 0 ? "nichts gebucht" : count === 1 ? "1 Termin" : `${count} Termine`}`,
    heading: (day) => day,
    intro: (count, zone) =>
      count === 1 ? `Heute ein Termin, ${zone}.` : `Heute ${count} Termine, ${zone}.`,
    free: "Heute ist bisher nichts gebucht.",
  },
  fr: {
    subject: (day, count) =>
      `${day} : ${count === 0 ? "rien de réservé" : count === 1 ? "1 rendez-vous" : `${count} rendez-vous`}`,
    heading: (day) => day,
    intro: (count, zone) =>
      count === 1
        ? `Un rendez-vous aujourd'hui, ${zone}.`
        : `${count} rendez-vous aujourd'hui, ${zone}.`,
    free: "Rien n'est réservé aujourd'hui pour l'instant.",
  },
  es: {
    subject: (day, count) =>
      `${day}: ${count === 0 ? "nada reservado" : count === 1 ? "1 cita" : `${count} citas`}`,
    heading: (day) => day,
    intro: (count, zone) =>
      count === 1 ? `Una cita hoy, ${zone}.` : `${count} citas hoy, ${zone}.`,
    free: "Hoy no hay nada reservado por ahora.",
  },
  ar: {
    subject: (day, count) =>
      `${day}: ${count === 0 ? "لا مواعيد" : count === 1 ? "موعد واحد" : `عدد المواعيد ${count}`}`,
    heading: (day) => day,
    intro: (count, zone) =>
      count === 1 ? `موعد واحد اليوم، ${zone}.` : `عدد المواعيد اليوم ${count}، ${zone}.`,
    free: "لا شيء محجوز اليوم حتى الآن.",
  },
};

/** Whether a claimed row is somebody's agenda. */
export function isAgenda(raw: unknown): boolean {
  return (raw as { kind?: unknown } | null)?.kind === "agenda.day";
}

/** Makes the e-mail with the day's appointments, from what the row alone tells. */
export async function composeAgenda(
  raw: unknown,
  settings: LetterSettings,
): Promise<Composed<Email>> {
  const parsed = claimedWithoutBooking.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const message = parsed.data;
  const told = agendaData.safeParse(message.data);
  if (!told.success) return invalid(problemsOf(told.error));
  const { business, date, items } = told.data;
  const voice = voiceFor(message.locale, business.country);
  const say = words[voice.language];
  const shared = sharedWords(voice.language);
  const day = formatLocalDateLong(date, voice.locale);
  const several = new Set(items.map(({ staff }) => staff)).size > 1;
  const facts = items.map(({ start, end, service, staff, customers }): Fact => {
    const who = (customers ?? []).map(oneLine).filter((name) => name !== "");
    const whom = who.length > 3 ? [...who.slice(0, 3), `+ ${who.length - 3}`] : who;
    return {
      label: formatRange(start, end, message.timeZone, voice.locale),
      lines: [
        whom.join(", ") || oneLine(service),
        ...(whom.length > 0 ? [oneLine(service)] : []),
        ...(several ? [oneLine(staff)] : []),
      ],
      strong: 1,
    };
  });
  const letter: Letter = {
    subject: oneLine(say.subject(day, items.length)),
    preheader: oneLine(business.name),
    heading: say.heading(day),
    intro: [
      items.length === 0
        ? say.free
        : say.intro(items.length, zoneTime(message.timeZone, voice.locale)),
    ],
    facts,
    action: {
      label: shared.openDiary,
      url: `${settings.appUrl}/dashboard/calendar?view=day&date=${date}`,
    },
    closing: [],
  };
  const name = oneLine(business.name);
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
}
