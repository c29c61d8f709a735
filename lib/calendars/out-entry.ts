import { z } from "zod";
import { manageToken } from "../bookings/token.ts";
import { lastLine } from "./notes.ts";
import type { OutEntry } from "./port.ts";
import { oneLine, plainText } from "./text.ts";

const instant = z.iso.datetime();

/** What private.calendar_entry hands out. */
export const entryData = z.object({
  subjectId: z.uuid(),
  session: z.boolean(),
  start: instant,
  end: instant,
  capacity: z.int(),
  seatsTaken: z.int(),
  service: z.string(),
  staff: z.string(),
  businessSlug: z.string(),
  business: z.string(),
  address: z.string(),
  city: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  questions: z.array(z.object({ id: z.string(), label: z.string() })).catch([]),
  bookings: z.array(
    z.object({
      id: z.uuid(),
      status: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      party: z.int(),
      answers: z.record(z.string(), z.unknown()),
      note: z.string(),
      sequence: z.int(),
      updatedAt: instant,
    }),
  ),
  cancelled: z.boolean().optional(),
  own: z.boolean().optional(),
});
export type EntryData = z.infer<typeof entryData>;

/** Google refuses a text of more than 8,192 characters, and its owner may want to add to it. */
const LONGEST = 5000;

const COUNTED = new Set(["pending", "confirmed", "completed", "no_show"]);

/**
 * What is written of a booking or a session for those who do the work: who comes, how to reach them, what they answered,
 * where, and the way to its page.
 * @param privacy "busy" tells only that the time is taken
 * @param appUrl the installation's address, without a slash at its end
 */
export function staffEntry(data: EntryData, privacy: "details" | "busy", appUrl: string): OutEntry {
  const here = data.bookings.filter(({ status }) => COUNTED.has(status));
  const [first] = here;
  const one = first ?? data.bookings[0];
  // Leads to wherever it is by then, so that a move changes nothing of the text.
  const url = one ? `${appUrl}/dashboard/bookings/${one.id}` : `${appUrl}/dashboard/calendar`;
  const common = {
    subjectId: data.subjectId,
    start: Date.parse(data.start),
    end: Date.parse(data.end),
    url,
    tentative: here.length > 0 && here.every(({ status }) => status === "pending"),
    // A session's entry changes with each of its bookings.
    sequence:
      data.bookings.reduce((sum, { sequence }) => sum + sequence, 0) +
      (data.session ? data.bookings.length : 0),
    stamp: Math.max(0, ...data.bookings.map(({ updatedAt }) => Date.parse(updatedAt))),
  };
  if (privacy === "busy") return { ...common, title: "Busy", details: "", place: "" };
  const service = oneLine(data.service);
  const title = data.session
    ? `${service}, ${data.seatsTaken} of ${data.capacity} seats taken`
    : `${service}: ${oneLine(first?.name ?? "")}${first && first.party > 1 ? ` and ${first.party - 1} more` : ""}`;
  return {
    ...common,
    title: `${common.tentative ? "Request: " : ""}${title}`,
    details: `${shortened(here.map((booking) => aboutOne(booking, data)).join("\n\n"))}\n\n${lastLine}${url}`,
    place: placeOf(data),
  };
}

/** The same booking for its customer: where and with whom, and the link to change it. */
export async function customerEntry(
  data: EntryData,
  { appUrl, tokenSecret }: { appUrl: string; tokenSecret: string },
): Promise<OutEntry> {
  const [booking] = data.bookings;
  const url = booking ? `${appUrl}/manage/${await manageToken(tokenSecret, booking.id)}` : appUrl;
  return {
    subjectId: data.subjectId,
    start: Date.parse(data.start),
    end: Date.parse(data.end),
    title: `${oneLine(data.service)} at ${oneLine(data.business)}`,
    details: [`With ${oneLine(data.staff)}`, `Change or cancel: ${url}`].join("\n"),
    place: placeOf(data),
    url,
    tentative: booking?.status === "pending",
    sequence: booking?.sequence ?? 0,
    stamp: booking ? Date.parse(booking.updatedAt) : 0,
  };
}

/** Equal for equal entries: nothing to write then. */
export async function fingerprintOf(entry: OutEntry): Promise<string> {
  const { start, end, title, details, place, tentative } = entry;
  const bytes = new TextEncoder().encode(
    JSON.stringify([start, end, title, details, place, tentative]),
  );
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function aboutOne(booking: EntryData["bookings"][number], data: EntryData): string {
  const lines = [
    [oneLine(booking.name), booking.party > 1 ? `(${booking.party} people)` : ""].join(" ").trim(),
    oneLine(booking.phone ?? ""),
    oneLine(booking.email ?? ""),
    plainText(booking.note),
  ];
  for (const { id, label } of data.questions) {
    const answer = booking.answers[id];
    if (answer === undefined || answer === "" || answer === false) continue;
    lines.push(`${oneLine(label)}: ${answer === true ? "yes" : plainText(String(answer))}`);
  }
  return lines.filter((line) => line !== "").join("\n");
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST).replace(/\p{Surrogate}$/u, "")}… (there is more in Daybook)`;
}

function placeOf({ business, address, city }: EntryData): string {
  const parts = [address, city].map(oneLine).filter((part) => part !== "");
  return parts.length === 0 ? "" : [oneLine(business), ...parts].join(", ");
}
