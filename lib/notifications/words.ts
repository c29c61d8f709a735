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
    party: (people) => `for ${people} people`,
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
};

/** The shared words of a language. */
export function sharedWords(language: Language): SharedWords {
  return words[language];
}
