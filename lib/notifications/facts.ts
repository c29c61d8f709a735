import { oneLine, plainText } from "../calendars/text.ts";
import {
  formatDateLong,
  formatDay,
  formatDayTime,
  formatMoney,
  formatRange,
  inRow,
  localDate,
  zoneLabel,
  zoneOffset,
  zoneTime,
} from "../format/index.ts";
import type { Voice } from "./language.ts";
import type { Fact, Letter } from "./letter.ts";
import type { MessageBooking } from "./schema.ts";
import { sharedWords } from "./words.ts";

/** What a kind of message is written from. */
export interface Telling {
  /** The booking as the message tells it. */
  booking: MessageBooking;
  voice: Voice;
  /** The recipient's zone: every time is in it, and says so. */
  zone: string;
  /** The time of writing, for cut-offs that may have passed. */
  now: Date;
  manageUrl: string;
  /** Where the business takes bookings. */
  bookUrl: string;
  /** Where staff see the day of the booking. */
  diaryUrl: string;
}

/** What the facts below need of a booking, or of a place that is offered. */
export interface Meeting
  extends Pick<MessageBooking, "start" | "end" | "party" | "priceMinor" | "currency"> {
  service: { name: string };
  staff: { name: string };
  business: Pick<
    MessageBooking["business"],
    "name" | "timeZone" | "address" | "city" | "phone" | "email"
  >;
}

/** A meeting, and whom it is told to. */
export interface MeetingTelling extends Pick<Telling, "voice" | "zone"> {
  booking: Meeting;
}

/** "Tue 24 Nov, 10:00 (Berlin time)", for subjects and sentences. */
export function shortWhen(
  instant: string,
  { zone, voice }: Pick<Telling, "zone" | "voice">,
): string {
  return `${formatDayTime(instant, zone, voice.locale)} (${zoneTime(zone, voice.locale)})`;
}

/** The day and the time, whose time it is and, where the business's clock shows another, what that one shows. */
export function whenFact(telling: MeetingTelling): Fact {
  const { booking, zone, voice } = telling;
  const { timeZone: theirs, name } = booking.business;
  const time = dayAndTime(booking.start, booking.end, zone, voice.locale);
  const lines = [...time, zoneLabel(zone, booking.start, voice.locale)];
  if (!sameClock(zone, theirs, booking.start)) {
    const clock = formatDayTime(booking.start, theirs, voice.locale);
    const there = inRow([clock, zoneLabel(theirs, booking.start, voice.locale)], voice.locale);
    lines.push(sharedWords(voice.language).theirClock(oneLine(name), there));
  }
  return { label: sharedWords(voice.language).when, lines, strong: time.length };
}

/** The further bookings of a visit or a series, a line each. */
export function alsoFact(others: MessageBooking[], { zone, voice }: Telling): Fact {
  const lines = others.map(({ start, end, service, staff }) => {
    const range = formatRange(start, end, zone, voice.locale);
    const day =
      localDate(start, zone) === localDate(end, zone) ? formatDay(start, zone, voice.locale) : "";
    const when = day === "" ? range : `${day}, ${range}`;
    return `${when}: ${oneLine(service.name)}, ${oneLine(staff.name)}`;
  });
  return { label: sharedWords(voice.language).also, lines };
}

/** How it was before it changed. */
export function beforeFact(lines: string[], { voice }: Telling): Fact {
  return { label: sharedWords(voice.language).before, lines };
}

/** Service, person, place and price, as the customer reads them. */
export function placeFacts({ booking, voice }: MeetingTelling): Fact[] {
  const say = sharedWords(voice.language);
  const { business } = booking;
  const where = [business.address, business.city].map(oneLine).filter((part) => part !== "");
  const facts = [whatFact(booking, voice)];
  facts.push({ label: say.withWhom, lines: [oneLine(booking.staff.name)] });
  if (where.length > 0) facts.push({ label: say.where, lines: [oneLine(business.name), ...where] });
  const price = priceFact(booking, voice);
  return price ? [...facts, price] : facts;
}

/** Service, person, the customer and what they said, as the staff read them. */
export function customerFacts({ booking, voice }: Telling): Fact[] {
  const say = sharedWords(voice.language);
  const { customer } = booking;
  const facts = [
    { label: say.customer, lines: [oneLine(customer.name)] },
    whatFact(booking, voice),
    { label: say.withWhom, lines: [oneLine(booking.staff.name)] },
  ];
  if (customer.email) facts.push({ label: say.email, lines: [oneLine(customer.email)] });
  if (customer.phone) facts.push({ label: say.phone, lines: [oneLine(customer.phone)] });
  const price = priceFact(booking, voice);
  if (price) facts.push(price);
  for (const { id, label } of booking.service.questions) {
    const answer = booking.answers[id];
    const text = answerText(answer, say);
    if (text !== "") facts.push({ label: oneLine(label), lines: text.split("\n") });
  }
  const note = plainText(booking.note);
  if (note !== "") facts.push({ label: say.note, lines: note.split("\n") });
  return facts;
}

/** How a letter about a booking that stands ends: what can be changed until when, who to ask, and the rules. */
export function ending(telling: Telling): Pick<Letter, "closing" | "policy"> {
  const { booking, voice, now } = telling;
  const say = sharedWords(voice.language);
  const open = (instant: string) => Date.parse(instant) > now.getTime();
  const move = shortWhen(booking.moveUntil, telling);
  const cancel = shortWhen(booking.cancelUntil, telling);
  const change =
    open(booking.moveUntil) && open(booking.cancelUntil)
      ? say.changeUntil(move, cancel)
      : open(booking.cancelUntil)
        ? say.onlyCancelUntil(cancel)
        : open(booking.moveUntil)
          ? say.onlyMoveUntil(move)
          : say.tooLateToChange(oneLine(booking.business.name));
  const policy = plainText(booking.business.policyText);
  return {
    closing: [change, ...questionNotes(telling)],
    ...(policy === "" ? {} : { policy }),
  };
}

/** How to reach the business, if it says so. */
export function questionNotes({
  booking,
  voice,
}: {
  booking: { business: Pick<Meeting["business"], "phone" | "email"> };
  voice: Voice;
}): string[] {
  const { phone, email } = booking.business;
  const text = sharedWords(voice.language).questions(phone ? oneLine(phone) : null, email !== null);
  return text ? [text] : [];
}

/** Service and party. */
export function whatFact(
  booking: { service: { name: string }; party: number },
  voice: Voice,
): Fact {
  const say = sharedWords(voice.language);
  const name = oneLine(booking.service.name);
  return {
    label: say.what,
    lines: [booking.party > 1 ? `${name}, ${say.party(booking.party)}` : name],
  };
}

function priceFact(booking: Meeting, voice: Voice): Fact | null {
  if (booking.priceMinor === null) return null;
  const say = sharedWords(voice.language);
  const amount =
    booking.priceMinor === 0
      ? say.free
      : formatMoney(booking.priceMinor, booking.currency, voice.locale);
  return { label: say.price, lines: [amount] };
}

function answerText(answer: unknown, say: { yes: string; no: string }): string {
  if (typeof answer === "boolean") return answer ? say.yes : say.no;
  if (typeof answer === "string" || typeof answer === "number") return plainText(String(answer));
  return "";
}

function dayAndTime(start: string, end: string, zone: string, locale: string): string[] {
  const range = formatRange(start, end, zone, locale);
  // A range over midnight says its days itself.
  if (localDate(start, zone) !== localDate(end, zone)) return [range];
  return [formatDateLong(start, zone, locale), range];
}

function sameClock(one: string, other: string, instant: string): boolean {
  return one === other || zoneOffset(one, instant, "en") === zoneOffset(other, instant, "en");
}
