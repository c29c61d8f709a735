import { type Language, voiceFor } from "./language.ts";
import { hasMoved, type Notice } from "./notice-words";

interface CustomerWords {
  /** The bell and what it opens. */
  title: string;
  unread(count: number): string;
  fresh: string;
  nothing: string;
  open: string;
  earlier: string;
  yours: string;
  more(what: string, count: number): string;
  confirmed(what: string, business: string): string;
  declined(what: string, business: string): string;
  expired(what: string, business: string): string;
  moved(what: string, business: string): string;
  changed(what: string, business: string): string;
  cancelled(what: string, business: string): string;
}

const words: Record<Language, CustomerWords> = {
  en: {
    title: "News",
    unread: (count) => `${count} unread`,
    fresh: "New:",
    nothing: "Nothing new. When something about your appointment changes, it is told here.",
    open: "Open the appointment",
    earlier: "Before that",
    yours: "Your appointment",
    more: (what, count) => `${what} and ${count} more`,
    confirmed: (what, business) => `${what} at ${business} is confirmed`,
    declined: (what, business) => `${business} cannot take your request: ${what}`,
    expired: (what, business) => `${what} at ${business} is no longer kept for you`,
    moved: (what, business) => `${what} at ${business} has moved`,
    changed: (what, business) => `${what} at ${business} has changed`,
    cancelled: (what, business) => `${what} at ${business} is cancelled`,
  },
  de: {
    title: "Neuigkeiten",
    unread: (count) => `${count} ungelesen`,
    fresh: "Neu:",
    nothing: "Nichts Neues. Wenn sich an Ihrem Termin etwas ändert, steht es hier.",
    open: "Termin öffnen",
    earlier: "Davor",
    yours: "Ihr Termin",
    more: (what, count) => `${what} und ${count} weitere`,
    confirmed: (what, business) => `${what} bei ${business} ist bestätigt`,
    declined: (what, business) => `${business} kann Ihre Anfrage nicht annehmen: ${what}`,
    expired: (what, business) => `${what} bei ${business} wird nicht mehr für Sie freigehalten`,
    moved: (what, business) => `${what} bei ${business} ist verschoben`,
    changed: (what, business) => `${what} bei ${business} hat sich geändert`,
    cancelled: (what, business) => `${what} bei ${business} ist abgesagt`,
  },
  fr: {
    title: "Nouvelles",
    unread: (count) => (count === 1 ? "1 non lue" : `${count} non lues`),
    fresh: "Nouveau :",
    nothing: "Rien de nouveau. Si quelque chose change pour votre rendez-vous, vous le lirez ici.",
    open: "Ouvrir le rendez-vous",
    earlier: "Auparavant",
    yours: "Votre rendez-vous",
    more: (what, count) => `${what} et ${count} de plus`,
    confirmed: (what, business) => `${what} chez ${business} : confirmé`,
    declined: (what, business) => `${business} ne peut pas accepter votre demande : ${what}`,
    expired: (what, business) => `${what} chez ${business} : l'heure n'est plus gardée pour vous`,
    moved: (what, business) => `${what} chez ${business} : déplacé`,
    changed: (what, business) => `${what} chez ${business} : modifié`,
    cancelled: (what, business) => `${what} chez ${business} : annulé`,
  },
  es: {
    title: "Novedades",
    unread: (count) => `${count} sin leer`,
    fresh: "Nuevo:",
    nothing: "Nada nuevo. Si algo cambia en su cita, lo verá aquí.",
    open: "Abrir la cita",
    earlier: "Antes",
    yours: "Su cita",
    more: (what, count) => `${what} y ${count} más`,
    confirmed: (what, business) => `${what} en ${business}: confirmada`,
    declined: (what, business) => `${business} no puede aceptar su solicitud: ${what}`,
    expired: (what, business) => `${what} en ${business}: la hora ya no se guarda para usted`,
    moved: (what, business) => `${what} en ${business}: cambio de hora`,
    changed: (what, business) => `${what} en ${business}: ha cambiado`,
    cancelled: (what, business) => `${what} en ${business}: cancelada`,
  },
  ar: {
    title: "الجديد",
    unread: (count) => `غير مقروء: ${count}`,
    fresh: "جديد:",
    nothing: "لا جديد. إذا تغيّر شيء في موعدك فستجده هنا.",
    open: "افتح الموعد",
    earlier: "قبل ذلك",
    yours: "موعدك",
    more: (what, count) => `${what} و${count} أخرى`,
    confirmed: (what, business) => `تم تأكيد ${what} لدى ${business}`,
    declined: (what, business) => `لا يمكن لـ${business} قبول طلبك: ${what}`,
    expired: (what, business) => `لم يعد الوقت محجوزًا لك لدى ${business}: ${what}`,
    moved: (what, business) => `تم نقل ${what} لدى ${business}`,
    changed: (what, business) => `تغيّر ${what} لدى ${business}`,
    cancelled: (what, business) => `تم إلغاء ${what} لدى ${business}`,
  },
};

/** The words of the customer's bell. @param locale the visitor's */
export function noticeWords(locale: string): CustomerWords {
  return words[voiceFor(locale).language];
}

/** What the bell itself says, without the sentences: it travels to the browser. */
export function bellWords(locale: string) {
  const { title, fresh, nothing, earlier, open } = noticeWords(locale);
  return { title, fresh, nothing, earlier, open };
}

/** What a notice says to the customer, without its time. @param locale the visitor's */
export function customerNotice({ kind, data, business }: Notice, locale: string): string {
  const say = noticeWords(locale);
  const one = data.service ?? say.yours;
  const what = data.more ? say.more(one, data.more) : one;
  switch (kind) {
    case "booking.confirmed":
      return say.confirmed(what, business.name);
    case "booking.declined":
      return say.declined(what, business.name);
    case "booking.expired":
      return say.expired(what, business.name);
    case "booking.moved":
      return hasMoved(data) ? say.moved(what, business.name) : say.changed(what, business.name);
    default:
      return say.cancelled(what, business.name);
  }
}
