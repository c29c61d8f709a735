import { oneLine } from "../calendars/text.ts";
import { shortWhen } from "./facts.ts";
import { type Language, voiceFor } from "./language.ts";
import { replyText } from "./sms.ts";

/** What somebody may answer to a text message. */
export type SmsWord = "stop" | "start" | "help" | "confirm" | "cancel" | "other";

// What carriers have people write to stop, to begin again and to ask, and our own two letters with their words in the
// languages that we write.
const WORDS: Record<Exclude<SmsWord, "other">, readonly string[]> = {
  stop: [
    "stop",
    "stopall",
    "unsubscribe",
    "end",
    "quit",
    "stopp",
    "arret",
    "arrêt",
    "baja",
    "alto",
    "توقف",
    "إيقاف",
  ],
  start: ["start", "unstop", "begin", "yes start"],
  help: ["help", "info", "hilfe", "aide", "ayuda", "مساعدة"],
  confirm: ["c", "confirm", "yes", "ok", "ja", "oui", "si", "sí", "نعم"],
  cancel: ["x", "cancel", "absagen", "annuler", "cancelar", "إلغاء"],
};

/** Reads an answer: one of the known words, whatever its case and what stands around it. */
export function readSmsWord(body: string): SmsWord {
  const text = body
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  for (const [word, spellings] of Object.entries(WORDS)) {
    if (spellings.includes(text)) return word as SmsWord;
  }
  return "other";
}

/** What the database says of an answer (see incoming_sms). */
export interface SmsAnswer {
  answer:
    | "stop"
    | "start"
    | "help"
    | "confirm"
    | "cancelled"
    | "cancel_refused"
    | "nothing"
    | "other";
  locale?: string;
  timeZone?: string;
  start?: string | null;
  business?: { name: string; phone: string | null; country: string };
}

interface Words {
  stop(business: string | null): string;
  start: string;
  help(business: string | null, phone: string | null): string;
  confirm(when: string): string;
  cancelled(when: string): string;
  refused(phone: string | null): string;
  nothing: string;
}

const words: Record<Language, Words> = {
  en: {
    stop: (business) =>
      `You get no more text messages${business ? ` from ${business}` : ""}. Answer START to get them again.`,
    start: "You get text messages again. Answer STOP for no more.",
    help: (business, phone) =>
      `Text messages about your appointments${business ? ` at ${business}` : ""}.${phone ? ` Questions: ${phone}.` : ""} Answer STOP for no more.`,
    confirm: (when) => `Thank you, we look forward to seeing you: ${when}.`,
    cancelled: (when) => `Your appointment is cancelled: ${when}.`,
    refused: (phone) =>
      `It is too late to cancel by text message.${phone ? ` Please call ${phone}.` : " Please speak to us."}`,
    nothing: "There is no appointment ahead for this number.",
  },
  de: {
    stop: (business) =>
      `Sie bekommen keine SMS mehr${business ? ` von ${business}` : ""}. Mit START bekommen Sie wieder welche.`,
    start: "Sie bekommen wieder SMS. Mit STOP enden sie.",
    help: (business, phone) =>
      `SMS zu Ihren Terminen${business ? ` bei ${business}` : ""}.${phone ? ` Fragen: ${phone}.` : ""} Mit STOP enden sie.`,
    confirm: (when) => `Danke, wir freuen uns auf Sie: ${when}.`,
    cancelled: (when) => `Ihr Termin ist abgesagt: ${when}.`,
    refused: (phone) =>
      `Für eine Absage per SMS ist es zu spät.${phone ? ` Bitte rufen Sie an: ${phone}.` : " Bitte sprechen Sie mit uns."}`,
    nothing: "Zu dieser Nummer gibt es keinen kommenden Termin.",
  },
  fr: {
    stop: (business) =>
      `Vous ne recevrez plus de SMS${business ? ` de ${business}` : ""}. Répondez START pour en recevoir à nouveau.`,
    start: "Vous recevez de nouveau des SMS. Répondez STOP pour les arrêter.",
    help: (business, phone) =>
      `SMS sur vos rendez-vous${business ? ` chez ${business}` : ""}.${phone ? ` Questions : ${phone}.` : ""} Répondez STOP pour les arrêter.`,
    confirm: (when) => `Merci, à bientôt : ${when}.`,
    cancelled: (when) => `Votre rendez-vous est annulé : ${when}.`,
    refused: (phone) =>
      `Il est trop tard pour annuler par SMS.${phone ? ` Merci d'appeler le ${phone}.` : " Merci de nous contacter."}`,
    nothing: "Aucun rendez-vous à venir pour ce numéro.",
  },
  es: {
    stop: (business) =>
      `Ya no recibirá SMS${business ? ` de ${business}` : ""}. Responda START para volver a recibirlos.`,
    start: "Vuelve a recibir SMS. Responda STOP para dejar de recibirlos.",
    help: (business, phone) =>
      `SMS sobre sus citas${business ? ` en ${business}` : ""}.${phone ? ` Preguntas: ${phone}.` : ""} Responda STOP para dejar de recibirlos.`,
    confirm: (when) => `Gracias, le esperamos: ${when}.`,
    cancelled: (when) => `Su cita está cancelada: ${when}.`,
    refused: (phone) =>
      `Es demasiado tarde para cancelar por SMS.${phone ? ` Llame al ${phone}.` : " Hable con nosotros."}`,
    nothing: "No hay ninguna cita próxima para este número.",
  },
  ar: {
    stop: (business) =>
      `لن تصلك رسائل نصية بعد الآن${business ? ` من ${business}` : ""}. أجب START لتصلك من جديد.`,
    start: "ستصلك الرسائل النصية من جديد. أجب STOP لإيقافها.",
    help: (business, phone) =>
      `رسائل نصية عن مواعيدك${business ? ` لدى ${business}` : ""}.${phone ? ` للأسئلة: ${phone}.` : ""} أجب STOP لإيقافها.`,
    confirm: (when) => `شكرًا، نتطلع إلى استقبالك: ${when}.`,
    cancelled: (when) => `تم إلغاء موعدك: ${when}.`,
    refused: (phone) =>
      `فات أوان الإلغاء برسالة نصية.${phone ? ` يرجى الاتصال على ${phone}.` : " يرجى التحدث إلينا."}`,
    nothing: "لا يوجد موعد قادم لهذا الرقم.",
  },
};

/** The words to answer with, or null where silence is better: nobody asked anything. */
export function smsReply(told: SmsAnswer): string | null {
  const voice = voiceFor(told.locale ?? "en", told.business?.country);
  const say = words[voice.language];
  const business = told.business ? oneLine(told.business.name) : null;
  const phone = told.business?.phone ? oneLine(told.business.phone) : null;
  const when =
    told.start && told.timeZone ? shortWhen(told.start, { zone: told.timeZone, voice }) : "";
  const text = {
    stop: () => say.stop(business),
    start: () => say.start,
    help: () => say.help(business, phone),
    confirm: () => say.confirm(when),
    cancelled: () => say.cancelled(when),
    cancel_refused: () => say.refused(phone),
    nothing: () => say.nothing,
    other: () => null,
  }[told.answer]();
  return text === null ? null : replyText(text);
}
