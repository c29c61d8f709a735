import { oneLine } from "../calendars/text.ts";
import type { Push } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { isPushAddress } from "./push-address.ts";
import { tell } from "./telling.ts";

/** Push services cut off what is longer; the browser cuts off much earlier. */
const LONGEST = 200;

/**
 * Makes the knock of a claimed row about a booking: the letter's subject and its first line, no more of anybody's data
 * than the screen of a locked phone may show.
 */
export async function composePush(
  raw: unknown,
  settings: LetterSettings,
  now: Date,
): Promise<Composed<Push>> {
  const told = await tell(raw, settings, now);
  if (!told.ok) return told;
  const { message, letter, telling } = told;
  const { subscription } = message;
  if (!subscription) {
    return { ok: false, reason: "overtaken", error: "gone" };
  }
  if (!isPushAddress(subscription.endpoint, settings.appUrl)) {
    return invalid("the browser's address is of no push service");
  }
  const title = oneLine(letter.subject).slice(0, LONGEST);
  const body = oneLine(letter.preheader).slice(0, LONGEST);
  const url =
    message.audience === "staff" ? telling.diaryUrl : (letter.action?.url ?? telling.manageUrl);
  return {
    ok: true,
    message: {
      id: message.id,
      subscription,
      payload: { title, body, url, tag: message.booking.id },
    },
    content: { subject: title, body },
  };
}
