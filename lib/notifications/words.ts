import type { Language } from "./language.ts";

/** Words that several kinds of message share. */
interface SharedWords {
  when: string;
  also: string;
  andMore(subject: string, count: number): string;
  before: string;
  what: string;
  withWhom: string;
  where: string;
  price: string;
  free: string;
  party(people: number): string;
  customer: string;
  email: string;
  phone: string;
  note: string;
  yes: string;
  no: string;
  theirClock(business: string, when: string): string;
  manage: string;
  bookAgain: string;
  openDiary: string;
  changeUntil(move: string, cancel: string): string;
  onlyCancelUntil(cancel: string): string;
  onlyMoveUntil(move: string): string;
  tooLateToChange(business: string): string;
  questions(phone: string | null, canReply: boolean): string | null;
  message: string;
  footer(business: string): string;
  staffFooter(business: string): string;
  waitlistFooter(business: string): string;
  /** Leads to what somebody wants to hear. */
  choices: string;
  /** How to answer a reminder by text message. */
  smsAnswers: string;
  /** How to stop them. */
  smsStop: string;
}

const words: Record<Language, SharedWords> = {
  en: {
    when: "When",
    also: "Also",
    andMore: (subject, count) => `${subject} and ${count} more`,
    before: "Before",
    what: "What",
    withWhom: "With",
    where: "Where",
    price: "Price",
    free: "Free",
    party: (people) => (people === 1 ? "for one person" : `for ${people} people`),
    customer: "Customer",
    email: "E-mail",
    phone: "Phone",
    note: "Note",
    yes: "Yes",
    no: "No",
    theirClock: (business, when) => `At ${business}: ${when}`,
    manage: "Change or cancel",
    bookAgain: "Book another time",
    openDiary: "Open the diary",
    changeUntil: (move, cancel) =>
      move === cancel
        ? `You can move or cancel it online until ${move}.`
        : `You can move it online until ${move} and cancel it until ${cancel}.`,
    onlyCancelUntil: (cancel) => `You can cancel it online until ${cancel}.`,
    onlyMoveUntil: (move) => `You can move it online until ${move}.`,
    tooLateToChange: (business) =>
      `It is too close to be changed online; please speak to ${business}.`,
    questions: (phone, canReply) => {
      if (phone && canReply) return `Questions? Call ${phone} or answer this e-mail.`;
      if (phone) return `Questions? Call ${phone}.`;
      return canReply ? "Questions? Just answer this e-mail." : null;
    },
    message: "Message",
    footer: (business) =>
      `You get this e-mail because this address was given for an appointment at ${business}.`,
    staffFooter: (business) => `You get this e-mail because you take appointments at ${business}.`,
    waitlistFooter: (business) =>
      `You get this e-mail because this address was given for the waiting list of ${business}.`,
    choices: "Choose what you hear from us",
    smsAnswers: "Answer C to confirm or X to cancel.",
    smsStop: "Answer STOP for no more.",
  },
  de: {
    when: "Wann",
    also: "Außerdem",
    andMore: (subject, count) => `${subject} und ${count} weitere`,
    before: "Vorher",
    what: "Was",
    withWhom: "Bei",
    where: "Wo",
    price: "Preis",
    free: "Kostenlos",
    party: (people) => (people === 1 ? "für eine Person" : `für ${people} Personen`),
    customer: "Kunde",
    email: "E-Mail",
    phone: "Telefon",
    note: "Notiz",
    yes: "Ja",
    no: "Nein",
    theirClock: (business, when) => `Bei ${business}: ${when}`,
    manage: "Ändern oder absagen",
    bookAgain: "Eine andere Zeit buchen",
    openDiary: "Kalender öffnen",
    changeUntil: (move, cancel) =>
      move === cancel
        ? `Sie können ihn online verschieben oder absagen bis ${move}.`
        : `Sie können ihn online verschieben bis ${move} und absagen bis ${cancel}.`,
    onlyCancelUntil: (cancel) => `Sie können ihn online absagen bis ${cancel}.`,
    onlyMoveUntil: (move) => `Sie können ihn online verschieben bis ${move}.`,
    tooLateToChange: (business) =>
      `Für eine Änderung online ist es zu spät; bitte sprechen Sie mit ${business}.`,
    questions: (phone, canReply) => {
      if (phone && canReply)
        return `Fragen? Rufen Sie an unter ${phone} oder antworten Sie auf diese E-Mail.`;
      if (phone) return `Fragen? Rufen Sie an unter ${phone}.`;
      return canReply ? "Fragen? Antworten Sie einfach auf diese E-Mail." : null;
    },
    message: "Nachricht",
    footer: (business) =>
      `Sie bekommen diese E-Mail, weil diese Adresse für einen Termin bei ${business} angegeben wurde.`,
    staffFooter: (business) => `Sie bekommen diese E-Mail, weil Sie bei ${business} Termine haben.`,
    waitlistFooter: (business) =>
      `Sie bekommen diese E-Mail, weil diese Adresse für die Warteliste von ${business} angegeben wurde.`,
    choices: "Wählen, was Sie von uns hören",
    smsAnswers: "Antworten Sie C zum Bestätigen oder X zum Absagen.",
    smsStop: "Mit STOP keine weiteren.",
  },
  fr: {
    when: "Quand",
    also: "Aussi",
    andMore: (subject, count) => `${subject} et ${count} de plus`,
    before: "Avant",
    what: "Quoi",
    withWhom: "Avec",
    where: "Où",
    price: "Prix",
    free: "Gratuit",
    party: (people) => (people === 1 ? "pour une personne" : `pour ${people} personnes`),
    customer: "Client",
    email: "E-mail",
    phone: "Téléphone",
    note: "Note",
    yes: "Oui",
    no: "Non",
    theirClock: (business, when) => `Chez ${business} : ${when}`,
    manage: "Modifier ou annuler",
    bookAgain: "Réserver une autre heure",
    openDiary: "Ouvrir l'agenda",
    changeUntil: (move, cancel) =>
      move === cancel
        ? `Vous pouvez le déplacer ou l'annuler en ligne jusqu'à ${move}.`
        : `Vous pouvez le déplacer en ligne jusqu'à ${move} et l'annuler jusqu'à ${cancel}.`,
    onlyCancelUntil: (cancel) => `Vous pouvez l'annuler en ligne jusqu'à ${cancel}.`,
    onlyMoveUntil: (move) => `Vous pouvez le déplacer en ligne jusqu'à ${move}.`,
    tooLateToChange: (business) =>
      `Il est trop tard pour le modifier en ligne ; merci de contacter ${business}.`,
    questions: (phone, canReply) => {
      if (phone && canReply) return `Des questions ? Appelez le ${phone} ou répondez à cet e-mail.`;
      if (phone) return `Des questions ? Appelez le ${phone}.`;
      return canReply ? "Des questions ? Répondez simplement à cet e-mail." : null;
    },
    message: "Message",
    footer: (business) =>
      `Vous recevez cet e-mail parce que cette adresse a été donnée pour un rendez-vous chez ${business}.`,
    staffFooter: (business) =>
      `Vous recevez cet e-mail parce que vous prenez des rendez-vous chez ${business}.`,
    waitlistFooter: (business) =>
      `Vous recevez cet e-mail parce que cette adresse a été donnée pour la liste d'attente de ${business}.`,
    choices: "Choisir ce que vous recevez",
    smsAnswers: "Répondez C pour confirmer ou X pour annuler.",
    smsStop: "STOP pour ne plus en recevoir.",
  },
  es: {
    when: "Cuándo",
    also: "También",
    andMore: (subject, count) => `${subject} y ${count} más`,
    before: "Antes",
    what: "Qué",
    withWhom: "Con",
    where: "Dónde",
    price: "Precio",
    free: "Gratis",
    party: (people) => (people === 1 ? "para una persona" : `para ${people} personas`),
    customer: "Cliente",
    email: "Correo",
    phone: "Teléfono",
    note: "Nota",
    yes: "Sí",
    no: "No",
    theirClock: (business, when) => `En ${business}: ${when}`,
    manage: "Cambiar o cancelar",
    bookAgain: "Reservar otra hora",
    openDiary: "Abrir la agenda",
    changeUntil: (move, cancel) =>
      move === cancel
        ? `Puede cambiarla o cancelarla en línea hasta ${move}.`
        : `Puede cambiarla en línea hasta ${move} y cancelarla hasta ${cancel}.`,
    onlyCancelUntil: (cancel) => `Puede cancelarla en línea hasta ${cancel}.`,
    onlyMoveUntil: (move) => `Puede cambiarla en línea hasta ${move}.`,
    tooLateToChange: (business) =>
      `Es demasiado tarde para cambiarla en línea; hable con ${business}.`,
    questions: (phone, canReply) => {
      if (phone && canReply) return `¿Preguntas? Llame al ${phone} o responda a este correo.`;
      if (phone) return `¿Preguntas? Llame al ${phone}.`;
      return canReply ? "¿Preguntas? Responda a este correo." : null;
    },
    message: "Mensaje",
    footer: (business) =>
      `Recibe este correo porque esta dirección se indicó para una cita en ${business}.`,
    staffFooter: (business) => `Recibe este correo porque atiende citas en ${business}.`,
    waitlistFooter: (business) =>
      `Recibe este correo porque esta dirección se indicó para la lista de espera de ${business}.`,
    choices: "Elegir qué recibe de nosotros",
    smsAnswers: "Responda C para confirmar o X para cancelar.",
    smsStop: "STOP para dejar de recibirlos.",
  },
  ar: {
    when: "متى",
    also: "أيضًا",
    andMore: (subject, count) => `${subject} و${count} أخرى`,
    before: "سابقًا",
    what: "ماذا",
    withWhom: "مع",
    where: "أين",
    price: "السعر",
    free: "مجانًا",
    party: (people) => {
      if (people === 1) return "لشخص واحد";
      if (people === 2) return "لشخصين";
      const few = people % 100 >= 3 && people % 100 <= 10;
      return few ? `لـ${people} أشخاص` : `لـ${people} شخصًا`;
    },
    customer: "العميل",
    email: "البريد الإلكتروني",
    phone: "الهاتف",
    note: "ملاحظة",
    yes: "نعم",
    no: "لا",
    theirClock: (business, when) => `لدى ${business}: ${when}`,
    manage: "تغيير أو إلغاء",
    bookAgain: "احجز وقتًا آخر",
    openDiary: "افتح المفكرة",
    changeUntil: (move, cancel) =>
      move === cancel
        ? `يمكنك نقله أو إلغاؤه عبر الإنترنت حتى ${move}.`
        : `يمكنك نقله عبر الإنترنت حتى ${move} وإلغاؤه حتى ${cancel}.`,
    onlyCancelUntil: (cancel) => `يمكنك إلغاؤه عبر الإنترنت حتى ${cancel}.`,
    onlyMoveUntil: (move) => `يمكنك نقله عبر الإنترنت حتى ${move}.`,
    tooLateToChange: (business) => `فات أوان تغييره عبر الإنترنت؛ يرجى التحدث إلى ${business}.`,
    questions: (phone, canReply) => {
      if (phone && canReply) return `أسئلة؟ اتصل على ${phone} أو أجب على هذه الرسالة.`;
      if (phone) return `أسئلة؟ اتصل على ${phone}.`;
      return canReply ? "أسئلة؟ أجب على هذه الرسالة." : null;
    },
    message: "رسالة",
    footer: (business) => `تصلك هذه الرسالة لأن هذا العنوان أُعطي لموعد لدى ${business}.`,
    staffFooter: (business) => `تصلك هذه الرسالة لأنك تستقبل المواعيد لدى ${business}.`,
    waitlistFooter: (business) =>
      `تصلك هذه الرسالة لأن هذا العنوان أُعطي لقائمة الانتظار لدى ${business}.`,
    choices: "اختر ما يصلك منا",
    smsAnswers: "أجب C للتأكيد أو X للإلغاء.",
    smsStop: "أجب STOP لإيقافها.",
  },
};

/** The shared words of a language. */
export function sharedWords(language: Language): SharedWords {
  return words[language];
}
