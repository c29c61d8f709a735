import { z } from "zod";
import { oneLine } from "../calendars/text.ts";
import { wantsLines } from "../waitlist/words.ts";
import { whatFact } from "./facts.ts";
import type { Voice } from "./language.ts";
import type { Fact, Letter } from "./letter.ts";
import { instant, zone } from "./schema.ts";
import { sharedWords } from "./words.ts";

/** The part of an entry (private.waitlist_json) that messages speak of, as it was when they were written. */
const entrySchema = z.object({
  id: z.uuid(),
  closedBecause: z.string().nullable(),
  party: z.int().min(1),
  from: z.iso.date(),
  to: z.iso.date(),
  weekdays: z.array(z.int().min(1).max(7)),
  fromMin: z.int(),
  toMin: z.int(),
  timeZone: zone,
  ahead: z.int().min(0),
  offer: z
    .object({
      start: instant,
      end: instant,
      deadline: instant,
      staff: z.object({ name: z.string() }),
      priceMinor: z.int().min(0).nullable(),
      currency: z.string(),
    })
    .nullable(),
  staff: z.object({ name: z.string() }).nullable(),
  service: z.object({
    name: z.string(),
    translations: z.record(z.string(), z.unknown()).optional(),
  }),
  business: z.object({
    slug: z.string(),
    name: z.string(),
    timeZone: zone,
    address: z.string(),
    city: z.string(),
    country: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    brandColor: z.string(),
  }),
});

export const waitlistData = z.object({ entry: entrySchema });

export type MessageEntry = z.infer<typeof entrySchema>;

/** What a message about the waiting list is written from. */
export interface WaitlistTelling {
  entry: MessageEntry;
  voice: Voice;
  /** The recipient's zone. */
  zone: string;
  /** Where the customer takes, declines or leaves. */
  entryUrl: string;
  /** Where the business takes bookings. */
  bookUrl: string;
}

/** One kind of message to somebody who waits. */
export interface WaitlistKind {
  kind: string;
  write(telling: WaitlistTelling): Letter;
}

/** Service, dates and person that somebody waits for. */
export function wishFacts({ entry, voice }: WaitlistTelling): Fact[] {
  const say = sharedWords(voice.language);
  const facts = [
    whatFact(entry, voice),
    { label: say.when, lines: wantsLines(entry, voice.locale) },
  ];
  if (entry.staff) facts.push({ label: say.withWhom, lines: [oneLine(entry.staff.name)] });
  return facts;
}
