import { type Language, voiceFor } from "./language.ts";

const sentences: Record<Language, (business: string) => string> = {
  en: (business) =>
    `${business} may write to me by e-mail now and then: a word of thanks, an invitation to come again. I can stop it at any time.`,
  de: (business) =>
    `${business} darf mir ab und zu per E-Mail schreiben: ein Dank, eine Einladung, wiederzukommen. Ich kann das jederzeit beenden.`,
  fr: (business) =>
    `${business} peut m'écrire par e-mail de temps en temps : un mot de remerciement, une invitation à revenir. Je peux y mettre fin à tout moment.`,
  es: (business) =>
    `${business} puede escribirme por correo de vez en cuando: unas palabras de agradecimiento, una invitación a volver. Puedo detenerlo en cualquier momento.`,
  ar: (business) =>
    `يمكن أن يكتب إليّ ${business} بالبريد الإلكتروني من حين إلى آخر: كلمة شكر، دعوة إلى العودة. ويمكنني إيقاف ذلك في أي وقت.`,
};

/**
 * The sentence beside the box of the booking form; it is kept with the consent as it was shown.
 * @param locale the visitor's
 */
export function newsConsent(locale: string, business: string): string {
  return sentences[voiceFor(locale).language](business);
}
