import { z } from "zod";
import { oneLine, plainText } from "../../calendars/text.ts";
import { customerFacts, placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

type By = z.infer<typeof data>["by"];

interface Words {
  subject(business: string, when: string): string;
  preheader(service: string): string;
  heading: string;
  intro(by: By, business: string): string;
  staffSubject(customer: string, when: string): string;
  staffHeading: string;
  staffIntro(by: By, customer: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Cancelled at ${business}: ${when}`,
    preheader: (service) => `${service} will not take place.`,
    heading: "Your appointment is cancelled",
    intro: (by, business) =>
      by === "customer"
        ? "As you asked. The time is free again, and there is nothing more to do."
        : `${business} has had to cancel this appointment. You are welcome to choose another time.`,
    staffSubject: (customer, when) => `Cancelled: ${customer}, ${when}`,
    staffHeading: "An appointment is cancelled",
    staffIntro: (by, customer) =>
      by === "customer"
        ? `${customer} has cancelled. The time is free again.`
        : "It was cancelled by the business. The time is free again.",
  },
  de: {
    subject: (business, when) => `Abgesagt bei ${business}: ${when}`,
    preheader: (service) => `${service} findet nicht statt.`,
    heading: "Ihr Termin ist abgesagt",
    intro: (by, business) =>
      by === "customer"
        ? "Wie Sie es wollten. Die Zeit ist wieder frei, und Sie müssen nichts weiter tun."
        : `${business} musste diesen Termin absagen. Suchen Sie sich gern eine andere Zeit aus.`,
    staffSubject: (customer, when) => `Abgesagt: ${customer}, ${when}`,
    staffHeading: "Ein Termin ist abgesagt",
    staffIntro: (by, customer) =>
      by === "customer"
        ? `${customer} hat abgesagt. Die Zeit ist wieder frei.`
        : "Er wurde vom Geschäft abgesagt. Die Zeit ist wieder frei.",
  },
  fr: {
    subject: (business, when) => `Annulé chez ${business} : ${when}`,
    preheader: (service) => `${service} n'aura pas lieu.`,
    heading: "Votre rendez-vous est annulé",
    intro: (by, business) =>
      by === "customer"
        ? "Comme vous l'avez demandé. L'heure est de nouveau libre, vous n'avez rien d'autre à faire."
        : `${business} a dû annuler ce rendez-vous. Vous pouvez choisir une autre heure.`,
    staffSubject: (customer, when) => `Annulé : ${customer}, ${when}`,
    staffHeading: "Un rendez-vous est annulé",
    staffIntro: (by, customer) =>
      by === "customer"
        ? `${customer} a annulé. L'heure est de nouveau libre.`
        : "Il a été annulé par l'établissement. L'heure est de nouveau libre.",
  },
  es: {
    subject: (business, when) => `Cita cancelada en ${business}: ${when}`,
    preheader: (service) => `${service} no tendrá lugar.`,
    heading: "Su cita está cancelada",
    intro: (by, business) =>
      by === "customer"
        ? "Tal como pidió. La hora vuelve a estar libre y no tiene que hacer nada más."
        : `${business} ha tenido que cancelar esta cita. Puede elegir otra hora cuando quiera.`,
    staffSubject: (customer, when) => `Cancelada: ${customer}, ${when}`,
    staffHeading: "Una cita está cancelada",
    staffIntro: (by, customer) =>
      by === "customer"
        ? `${customer} ha cancelado. La hora vuelve a estar libre.`
        : "La ha cancelado el negocio. La hora vuelve a estar libre.",
  },
  ar: {
    subject: (business, when) => `أُلغي الموعد لدى ${business}: ${when}`,
    preheader: (service) => `${service} لن يتم.`,
    heading: "تم إلغاء موعدك",
    intro: (by, business) =>
      by === "customer"
        ? "كما طلبت. أصبح الوقت متاحًا من جديد، ولا يلزمك القيام بشيء آخر."
        : `اضطر ${business} إلى إلغاء هذا الموعد. يمكنك اختيار وقت آخر.`,
    staffSubject: (customer, when) => `أُلغي: ${customer}، ${when}`,
    staffHeading: "تم إلغاء موعد",
    staffIntro: (by, customer) =>
      by === "customer"
        ? `ألغى ${customer} الموعد. أصبح الوقت متاحًا من جديد.`
        : "ألغته المنشأة. أصبح الوقت متاحًا من جديد.",
  },
};

const data = bookingData.extend({
  by: z.enum(["customer", "staff", "system"]),
  reason: z.string().nullish(),
});

/** To the customer: it will not take place. Takes it out of their calendar. */
export const bookingCancelled = defineKind({
  kind: "booking.cancelled",
  audience: "customer",
  data,
  calendar: () => "CANCEL",
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const shared = sharedWords(voice.language);
    const business = oneLine(booking.business.name);
    // Their own words would only come back to them.
    const reason = told.by === "customer" ? "" : plainText(told.reason ?? "");
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader(oneLine(booking.service.name)),
      heading: say.heading,
      intro: [say.intro(told.by, business)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      ...(reason === "" ? {} : { quote: { label: shared.message, text: reason } }),
      action: { label: shared.bookAgain, url: telling.bookUrl },
      closing: questionNotes(telling),
    };
  },
});

/** To the staff member who had it. */
export const bookingCancelledStaff = defineKind({
  kind: "booking.cancelled",
  audience: "staff",
  data,
  calendar: () => null,
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const shared = sharedWords(voice.language);
    const customer = oneLine(booking.customer.name);
    const reason = plainText(told.reason ?? "");
    return {
      subject: say.staffSubject(customer, shortWhen(booking.start, telling)),
      preheader: say.preheader(oneLine(booking.service.name)),
      heading: say.staffHeading,
      intro: [say.staffIntro(told.by, customer)],
      facts: [whenFact(telling), ...customerFacts(telling)],
      ...(reason === "" ? {} : { quote: { label: shared.message, text: reason } }),
      action: { label: shared.openDiary, url: telling.diaryUrl },
      closing: [],
    };
  },
});
