import type { SentMessage } from "./history";

/** What each message is called in the dashboard. */
export const kindWords: Record<string, string> = {
  "booking.confirmed": "Confirmation",
  "booking.requested": "Request received",
  "booking.verify": "Please confirm the address",
  "booking.declined": "Request declined",
  "booking.expired": "Request ended",
  "booking.moved": "Moved or changed",
  "booking.cancelled": "Cancelled",
  "booking.new": "New booking",
  "booking.answered": "Answer to a reminder",
  "booking.reminder": "Reminder",
  "booking.follow_up": "Thanks afterwards",
  "booking.rebook": "Invitation to come again",
  "waitlist.joined": "Joined the waiting list",
  "waitlist.offer": "A time has come free",
  "waitlist.closed": "Waiting has ended",
  "agenda.day": "The day's agenda",
  "calendar.expired": "Calendar to connect again",
  "calendar.undone": "Put back in the calendar",
  invitation: "Invitation to sign in",
  "business.closing": "Closed for good",
  "business.last_days": "About to be deleted",
  "business.kept": "Open again",
  "test.message": "Test",
};

export const channelWords: Record<string, string> = {
  email: "E-mail",
  sms: "Text message",
  push: "Browser",
  in_app: "Bell",
};

export const languageWords: Record<string, string> = {
  en: "English",
  de: "German",
  fr: "French",
  es: "Spanish",
  ar: "Arabic",
};

const reasons: Record<string, string> = {
  stopped: "This number has answered STOP and gets no more text messages.",
  bounced: "This address does not exist: an earlier message came back.",
  complained: "Its owner has marked an earlier message as unwanted.",
  gone: "The browser no longer takes notifications.",
  no_browser: "No browser was allowed by then, and there was no other way to remind.",
  too_late: "Its time had passed before it could be sent.",
  overtaken: "The appointment had changed by then.",
  not_wanted: "The customer does not want reminders this way.",
  no_consent: "The customer has not agreed to messages like this.",
  booked_again: "The customer has booked again already.",
};

/** Why a message did not go, in words; a provider's own words as they are. */
export function reasonWords(error: string | null): string | null {
  if (!error) return null;
  return reasons[error] ?? error;
}

export type StateTone = "neutral" | "ok" | "warn" | "danger";

/** Where a message is, in a word, and how good that is. @param now epoch milliseconds */
export function stateWords(message: SentMessage, now: number): { label: string; tone: StateTone } {
  switch (message.delivery) {
    case "delivered":
      return { label: "Arrived", tone: "ok" };
    case "bounced":
      return { label: "Came back", tone: "danger" };
    case "undelivered":
      return { label: "Not delivered", tone: "danger" };
    case "complained":
      return { label: "Marked as unwanted", tone: "danger" };
    case "delayed":
      return { label: "Delayed", tone: "warn" };
  }
  switch (message.status) {
    case "sent":
      return { label: "Sent", tone: "ok" };
    case "dead":
      return message.resentAs
        ? { label: "Sent again", tone: "neutral" }
        : { label: "Not sent", tone: "danger" };
    case "dropped":
      return { label: "No longer needed", tone: "neutral" };
    case "sending":
      return { label: "On its way", tone: "neutral" };
    case "queued":
      if (Date.parse(message.dueAt) > now) return { label: "Planned", tone: "neutral" };
      return message.attempts > 0
        ? { label: "Tries again", tone: "warn" }
        : { label: "Waiting", tone: "neutral" };
  }
}
