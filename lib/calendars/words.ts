/** What people read of the exchange with their calendars; codes are ours, never a provider's text. */

const reasons: Record<string, string> = {
  expired: "The calendar no longer lets Daybook in. Connect it again; nothing is lost meanwhile.",
  rate_limited: "The calendar asked us to slow down. Daybook tries again by itself.",
  unavailable:
    "The calendar does not answer properly at the moment. Daybook tries again by itself.",
  timeout: "The calendar took too long to answer. Daybook tries again by itself.",
  unreachable: "Nothing answers at this address at the moment.",
  private_address: "This address is inside a private network, where Daybook does not look.",
  bad_address:
    "This is not an address that a calendar can be read from. It begins with https:// or webcal://.",
  too_large: "This calendar file is larger than 5 MB.",
  too_many_redirects: "This address leads in a circle.",
  not_a_calendar: "There is something at this address, but it is not a calendar.",
  not_found: "The calendar is no longer there.",
  forbidden: "This account may not use that calendar.",
  refused: "The calendar did not accept what Daybook sent.",
  read_only: "This calendar can only be read.",
  not_configured: "Sign-in with this provider is not set up here.",
  not_understood: "The calendar sent something that Daybook does not understand.",
  wrong_password: "The name or the app password is not right.",
  no_server: "No calendar server was found for this address. Enter the server's address.",
  no_calendars: "There is no calendar in this account.",
  consent: "You did not allow Daybook to see your calendars, so nothing was connected.",
  scope_missing:
    "To work, Daybook needs both permissions that were asked for: the list of calendars and their events.",
  state: "This sign-in was not begun here, or took longer than ten minutes. Please try again.",
  no_answer:
    "Nothing was changed: Daybook does not answer. Look whether you are online, and try again.",
  internal: "Something went wrong here. Daybook tries again by itself.",
};

/** A reason in words. */
export function reasonOf(code: string | null | undefined): string {
  return reasons[code ?? ""] ?? "That did not work. Please try again.";
}

const undone: Record<string, string> = {
  slot_taken: "something else is at that time",
  session: "several people have a place there",
  length: "an appointment takes whole minutes, and at most twelve hours",
  desk_taken: "something else is at that time",
  invalid: "an appointment takes whole minutes, and at most twelve hours",
  not_allowed: "only the person who gives it may do so",
  policy: "bookings are changed in Daybook only",
  in_the_past: "that time has passed",
  not_possible: "the booking was over or cancelled already",
  changed_meanwhile: "the booking had changed in Daybook",
};

/** Why an entry was put back, as the end of a sentence that began with "because". */
export function undoneBecause(code: string | null | undefined): string {
  return undone[code ?? ""] ?? "it could not be changed";
}

export type LogFacts = Record<string, string | number>;

/** A line of the log. */
export function logLine(kind: string, facts: LogFacts): string {
  switch (kind) {
    case "connected":
      return "Connected";
    case "reconnected":
      return "Connected again";
    case "failed":
      return reasonOf(String(facts.error ?? ""));
    case "calendar_gone":
      return `“${facts.name}” is no longer in this account, and blocks nothing any more`;
    case "entry_refused":
      return `A booking could not be written there: ${reasonOf(String(facts.code))}`;
    case "moved_applied":
      return "A booking was changed in the calendar and has changed here too";
    case "moved_asked":
      return "A booking was changed in the calendar: somebody has to decide";
    case "moved_undone":
      return `A booking was changed in the calendar and put back: ${undoneBecause(String(facts.code))}`;
    case "deleted_applied":
      return "A booking was deleted in the calendar and is cancelled here";
    case "deleted_asked":
      return "A booking was deleted in the calendar: somebody has to decide";
    case "deleted_undone":
      return `A booking was deleted in the calendar and put back: ${undoneBecause(String(facts.code))}`;
    case "synced":
      return countsLine(facts);
    default:
      return "Looked at";
  }
}

const counts: [string, (n: number) => string][] = [
  ["in", (n) => `${n} busy ${n === 1 ? "time" : "times"} taken over`],
  ["gone", (n) => `${n} busy ${n === 1 ? "time" : "times"} gone`],
  ["out", (n) => `${n} ${n === 1 ? "entry" : "entries"} written`],
  ["removed", (n) => `${n} ${n === 1 ? "entry" : "entries"} removed`],
  ["conflicts", (n) => `${n} ${n === 1 ? "clash" : "clashes"} found`],
  ["moves", (n) => `${n} ${n === 1 ? "change" : "changes"} of yours taken over`],
  ["undone", (n) => `${n} put back`],
];

function countsLine(facts: LogFacts): string {
  const parts = counts.flatMap(([name, say]) =>
    Number(facts[name]) > 0 ? [say(Number(facts[name]))] : [],
  );
  return parts.length === 0 ? "Works again" : parts.join(", ");
}

/** A provider as people call it. */
export const providerNames: Record<string, string> = {
  google: "Google Calendar",
  microsoft: "Outlook",
  caldav: "Calendar account",
  feed: "Calendar file",
};
