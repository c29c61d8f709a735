import type { Language } from "./language.ts";

/** The words of the page where a customer chooses what to hear. */
export interface PreferencesWords {
  title: string;
  intro: string;
  always: string;
  alwaysHint: string;
  reminders: string;
  news: string;
  newsHint: string;
  byEmail: string;
  byText: string;
  inBrowser: string;
  /** How many browsers were allowed. */
  browsers: string;
  stopped: string;
  save: string;
  nothing: string;
  saved: string;
  gone: string;
  offline: string;
}

/**
 * @param business its name, on one line
 * @param browsers how many the customer has allowed to be knocked on
 */
export function preferencesWords(
  language: Language,
  business: string,
  browsers = 0,
): PreferencesWords {
  return words[language](business, browsers);
}

const words: Record<Language, (business: string, browsers: number) => PreferencesWords> = {
  en: (business, browsers) => ({
    title: "What you hear from us",
    intro: `Choose what ${business} may write to you.`,
    always: "About your bookings",
    alwaysHint:
      "Confirmations, changes and cancellations always reach you: without them you would not know where you stand.",
    reminders: "Reminders before an appointment",
    news: "News",
    newsHint:
      "A word of thanks afterwards and an invitation to come again, now and then. Only if you want them.",
    byEmail: "By e-mail",
    byText: "By text message",
    inBrowser: "In the browser",
    browsers:
      browsers === 1
        ? "One browser that you have allowed"
        : `${browsers} browsers that you have allowed`,
    stopped: "You have answered STOP. Write START to our number to get text messages again.",
    save: "Save",
    nothing: "None of these",
    saved: "Saved. It holds from now on.",
    gone: "This link leads nowhere any more. Nothing was saved.",
    offline: "There is no connection just now. Nothing was saved; please try again.",
  }),
  de: (business, browsers) => ({
    title: "Was Sie von uns hören",
    intro: `Wählen Sie, was ${business} Ihnen schreiben darf.`,
    always: "Zu Ihren Buchungen",
    alwaysHint:
      "Bestätigungen, Änderungen und Absagen erreichen Sie immer: Ohne sie wüssten Sie nicht, woran Sie sind.",
    reminders: "Erinnerungen vor einem Termin",
    news: "Neues",
    newsHint:
      "Ein Dank danach und ab und zu eine Einladung, wiederzukommen. Nur, wenn Sie möchten.",
    byEmail: "Per E-Mail",
    byText: "Per SMS",
    inBrowser: "Im Browser",
    browsers:
      browsers === 1
        ? "Ein Browser, dem Sie es erlaubt haben"
        : `${browsers} Browser, denen Sie es erlaubt haben`,
    stopped:
      "Sie haben STOP geantwortet. Schreiben Sie START an unsere Nummer, um wieder SMS zu bekommen.",
    save: "Speichern",
    nothing: "Nichts davon",
    saved: "Gespeichert. Es gilt ab sofort.",
    gone: "Dieser Link führt nirgends mehr hin. Es wurde nichts gespeichert.",
    offline:
      "Gerade besteht keine Verbindung. Es wurde nichts gespeichert; bitte versuchen Sie es noch einmal.",
  }),
  fr: (business, browsers) => ({
    title: "Ce que vous recevez de nous",
    intro: `Choisissez ce que ${business} peut vous écrire.`,
    always: "Au sujet de vos réservations",
    alwaysHint:
      "Confirmations, changements et annulations vous parviennent toujours : sans eux, vous ne sauriez pas où vous en êtes.",
    reminders: "Rappels avant un rendez-vous",
    news: "Nouvelles",
    newsHint:
      "Un mot de remerciement après, et de temps en temps une invitation à revenir. Seulement si vous le souhaitez.",
    byEmail: "Par e-mail",
    byText: "Par SMS",
    inBrowser: "Dans le navigateur",
    browsers:
      browsers === 1
        ? "Un navigateur que vous avez autorisé"
        : `${browsers} navigateurs que vous avez autorisés`,
    stopped:
      "Vous avez répondu STOP. Écrivez START à notre numéro pour recevoir de nouveau des SMS.",
    save: "Enregistrer",
    nothing: "Rien de tout cela",
    saved: "Enregistré. C'est valable dès maintenant.",
    gone: "Ce lien ne mène plus nulle part. Rien n'a été enregistré.",
    offline:
      "Il n'y a pas de connexion pour l'instant. Rien n'a été enregistré ; veuillez réessayer.",
  }),
  es: (business, browsers) => ({
    title: "Lo que recibe de nosotros",
    intro: `Elija qué puede escribirle ${business}.`,
    always: "Sobre sus reservas",
    alwaysHint:
      "Las confirmaciones, los cambios y las cancelaciones le llegan siempre: sin ellos no sabría a qué atenerse.",
    reminders: "Recordatorios antes de una cita",
    news: "Novedades",
    newsHint:
      "Unas palabras de agradecimiento después y, de vez en cuando, una invitación a volver. Solo si lo desea.",
    byEmail: "Por correo electrónico",
    byText: "Por SMS",
    inBrowser: "En el navegador",
    browsers:
      browsers === 1 ? "Un navegador que ha permitido" : `${browsers} navegadores que ha permitido`,
    stopped: "Ha respondido STOP. Escriba START a nuestro número para volver a recibir SMS.",
    save: "Guardar",
    nothing: "Nada de esto",
    saved: "Guardado. Vale desde ahora.",
    gone: "Este enlace ya no lleva a ninguna parte. No se ha guardado nada.",
    offline: "Ahora no hay conexión. No se ha guardado nada; inténtelo de nuevo.",
  }),
  ar: (business, browsers) => ({
    title: "ما يصلك منا",
    intro: `اختر ما يمكن أن يكتبه إليك ${business}.`,
    always: "عن حجوزاتك",
    alwaysHint: "التأكيدات والتغييرات والإلغاءات تصلك دائمًا: من دونها لن تعرف وضع حجزك.",
    reminders: "تذكيرات قبل الموعد",
    news: "الأخبار",
    newsHint: "كلمة شكر بعد الموعد ودعوة إلى العودة من حين إلى آخر. فقط إذا رغبت.",
    byEmail: "بالبريد الإلكتروني",
    byText: "برسالة نصية",
    inBrowser: "في المتصفح",
    browsers: browsers === 1 ? "متصفح واحد سمحت له" : `عدد المتصفحات التي سمحت لها: ${browsers}`,
    stopped: "لقد أجبت STOP. اكتب START إلى رقمنا لتصلك الرسائل النصية من جديد.",
    save: "حفظ",
    nothing: "لا شيء من هذا",
    saved: "تم الحفظ، ويسري من الآن.",
    gone: "هذا الرابط لم يعد صالحًا. لم يُحفظ شيء.",
    offline: "لا يوجد اتصال الآن. لم يُحفظ شيء، يرجى المحاولة مرة أخرى.",
  }),
};
