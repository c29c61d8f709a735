import { z } from "zod";
import { oneLine } from "../calendars/text.ts";
import { formatDateLong } from "../format/index.ts";
import type { Email } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { type Language, voiceFor } from "./language.ts";
import type { Letter } from "./letter.ts";
import { renderHtml, renderText } from "./render.ts";
import { claimedWithoutBooking, instant, isAddress, problemsOf } from "./schema.ts";

/** What private.tell_owners tells, as it was when it was written. */
const closingData = z.object({
  closing: z.object({
    by: z.string().nullable(),
    deleteAt: instant.nullable(),
    business: z.object({
      name: z.string(),
      country: z.string(),
      brandColor: z.string(),
      email: z.string().nullable(),
    }),
  }),
});

const KINDS = ["business.closing", "business.last_days", "business.kept"] as const;
type Kind = (typeof KINDS)[number];

interface Words {
  /** Subject and heading, then what happened. */
  says: Record<Kind, (business: string, by: string, day: string) => [string, string]>;
  /** What becomes of it, and what can be done. */
  gone: string;
  way: string;
  action: string;
  footer(business: string): string;
}

const words: Record<Language, Words> = {
  en: {
    says: {
      "business.closing": (business, by, day) => [
        `${business} is closed and will be deleted on ${day}`,
        `${by} has closed ${business} for good. Its page can no longer be seen, and nobody can book.`,
      ],
      "business.last_days": (business, _, day) => [
        `${business} will be deleted on ${day}`,
        `The thirty days after ${business} was closed are nearly over.`,
      ],
      "business.kept": (business, by) => [
        `${business} is open again`,
        `${by} has opened ${business} again. It will not be deleted, and everything is as it was.`,
      ],
    },
    gone: "On that day appointments, customers, history, messages and photos are deleted. They cannot be brought back afterwards.",
    way: "Until then an owner can open the business again; everything is as it was then. Export it first if you want to keep a copy.",
    action: "Open it again",
    footer: (business) => `You get this e-mail because you are an owner of ${business}.`,
  },
  de: {
    says: {
      "business.closing": (business, by, day) => [
        `${business} ist geschlossen und wird am ${day} gelöscht`,
        `${by} hat ${business} endgültig geschlossen. Die Seite ist nicht mehr zu sehen, und niemand kann buchen.`,
      ],
      "business.last_days": (business, _, day) => [
        `${business} wird am ${day} gelöscht`,
        `Die dreißig Tage, seit ${business} geschlossen wurde, sind bald vorbei.`,
      ],
      "business.kept": (business, by) => [
        `${business} ist wieder geöffnet`,
        `${by} hat ${business} wieder geöffnet. Es wird nicht gelöscht, und alles ist wie zuvor.`,
      ],
    },
    gone: "An diesem Tag werden Termine, Kundschaft, Verlauf, Nachrichten und Fotos gelöscht. Danach lassen sie sich nicht zurückholen.",
    way: "Bis dahin kann eine Inhaberin oder ein Inhaber wieder öffnen; dann ist alles wie zuvor. Wenn Sie eine Kopie behalten möchten, exportieren Sie vorher.",
    action: "Wieder öffnen",
    footer: (business) =>
      `Sie bekommen diese E-Mail, weil Sie Inhaberin oder Inhaber von ${business} sind.`,
  },
  fr: {
    says: {
      "business.closing": (business, by, day) => [
        `${business} est fermé et sera supprimé le ${day}`,
        `${by} a fermé ${business} définitivement. La page n'est plus visible et personne ne peut réserver.`,
      ],
      "business.last_days": (business, _, day) => [
        `${business} sera supprimé le ${day}`,
        `Les trente jours qui suivent la fermeture de ${business} touchent à leur fin.`,
      ],
      "business.kept": (business, by) => [
        `${business} est de nouveau ouvert`,
        `${by} a rouvert ${business}. Rien ne sera supprimé, et tout est comme avant.`,
      ],
    },
    gone: "Ce jour-là, rendez-vous, clients, historique, messages et photos seront supprimés. Ils ne pourront plus être récupérés.",
    way: "Jusque-là, un propriétaire peut rouvrir ; tout est alors comme avant. Exportez vos données d'abord si vous voulez en garder une copie.",
    action: "Rouvrir",
    footer: (business) =>
      `Vous recevez cet e-mail parce que vous êtes propriétaire de ${business}.`,
  },
  es: {
    says: {
      "business.closing": (business, by, day) => [
        `${business} está cerrado y se eliminará el ${day}`,
        `${by} ha cerrado ${business} definitivamente. Su página ya no se ve y nadie puede reservar.`,
      ],
      "business.last_days": (business, _, day) => [
        `${business} se eliminará el ${day}`,
        `Los treinta días desde que se cerró ${business} están a punto de terminar.`,
      ],
      "business.kept": (business, by) => [
        `${business} vuelve a estar abierto`,
        `${by} ha abierto de nuevo ${business}. No se eliminará nada y todo está como antes.`,
      ],
    },
    gone: "Ese día se eliminarán las citas, los clientes, el historial, los mensajes y las fotos. Después no se podrán recuperar.",
    way: "Hasta entonces cualquier propietario puede abrirlo de nuevo; todo estará como antes. Exporte antes sus datos si quiere guardar una copia.",
    action: "Abrirlo de nuevo",
    footer: (business) => `Recibe este correo porque es propietario de ${business}.`,
  },
  ar: {
    says: {
      "business.closing": (business, by, day) => [
        `أُغلق ${business} وسيُحذف في ${day}`,
        `أغلق ${by} ${business} نهائيًا. لم تعد صفحته ظاهرة ولا يستطيع أحد الحجز.`,
      ],
      "business.last_days": (business, _, day) => [
        `سيُحذف ${business} في ${day}`,
        `أوشكت الأيام الثلاثون بعد إغلاق ${business} على الانتهاء.`,
      ],
      "business.kept": (business, by) => [
        `فُتح ${business} من جديد`,
        `فتح ${by} ${business} من جديد. لن يُحذف شيء، وكل شيء كما كان.`,
      ],
    },
    gone: "في ذلك اليوم تُحذف المواعيد والزبائن والسجل والرسائل والصور، ولا يمكن استعادتها بعد ذلك.",
    way: "حتى ذلك الحين يستطيع أي مالك فتحه من جديد، ويعود كل شيء كما كان. صدّر بياناتك أولًا إن أردت الاحتفاظ بنسخة.",
    action: "فتحه من جديد",
    footer: (business) => `تصلك هذه الرسالة لأنك من مالكي ${business}.`,
  },
};

/** Whether a claimed row of the outbox tells owners that their business closes for good, or stays. */
export function isAboutClosing(raw: unknown): boolean {
  const kind = (raw as { kind?: unknown } | null)?.kind;
  return KINDS.some((one) => one === kind);
}

/** Makes the e-mail to an owner about a business that closes for good, or stays after all. */
export function composeClosing(raw: unknown, settings: LetterSettings): Composed<Email> {
  const parsed = claimedWithoutBooking.extend({ kind: z.enum(KINDS) }).safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const message = parsed.data;
  const told = closingData.safeParse(message.data);
  if (!told.success) return invalid(problemsOf(told.error));
  const { by, deleteAt, business } = told.data.closing;
  const voice = voiceFor(message.locale, business.country);
  const say = words[voice.language];
  const name = oneLine(business.name);
  const day = deleteAt ? formatDateLong(deleteAt, message.timeZone, voice.locale) : "";
  const [title, what] = say.says[message.kind](name, by ? oneLine(by) : name, day);
  const ends = message.kind !== "business.kept";
  const letter: Letter = {
    subject: oneLine(title),
    preheader: what,
    heading: title,
    intro: ends ? [what, say.gone] : [what],
    facts: [],
    ...(ends ? { action: { label: say.action, url: `${settings.appUrl}/start` } } : {}),
    closing: ends ? [say.way] : [],
  };
  const sender = { name, brandColor: business.brandColor, footer: say.footer(name) };
  const replyTo = business.email;
  return {
    ok: true,
    message: {
      id: message.id,
      from: { name, address: settings.mailFrom },
      to: message.recipient,
      ...(replyTo && isAddress(replyTo) ? { replyTo } : {}),
      subject: letter.subject,
      html: renderHtml(letter, sender, voice),
      text: renderText(letter, sender),
    },
    content: { subject: letter.subject, letter, sender, language: voice.language },
  };
}
