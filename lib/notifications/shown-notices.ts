import {
  dayWord,
  formatDayTime,
  formatLocalDay,
  formatTime,
  localDate,
  zoneTime,
} from "../format/index.ts";
import { customerNotice, noticeWords } from "./customer-notice-words";
import { voiceFor } from "./language.ts";
import { groupNotices } from "./notice-groups";
import type { Notice, Notices } from "./notice-words";

/** What has been told to a customer, in words: the browser gets one language and no tables of them. */
export interface ShownNotices {
  unread: number;
  /** "2 unread". */
  unreadWords: string;
  days: {
    /** "Today", "Mon 23 Nov". */
    label: string;
    things: {
      key: string;
      text: string;
      /** The appointment's time, and when it was told. */
      when: string;
      /** What was told of the same appointment before, that day. */
      earlier: string[];
      /** Ids that nobody has read. */
      unread: number[];
      bookingId: string | null;
    }[];
  }[];
}

/**
 * Notices as a customer's page shows them, by day and by appointment.
 * @param wanted the visitor's locale; one that we do not write in gets English
 * @param now epoch milliseconds
 */
export function showNotices(told: Notices, wanted: string, now: number): ShownNotices {
  const { locale } = voiceFor(wanted);
  const zone = told.notices[0] ? zoneOf(told.notices[0]) : "UTC";
  const today = localDate(now, zone);
  return {
    unread: told.unread,
    unreadWords: noticeWords(locale).unread(told.unread),
    days: groupNotices(told.notices, zone).map(({ date, things }) => ({
      label: capital(dayWord(date, today, locale) ?? formatLocalDay(date, locale), locale),
      things: things.map(({ key, latest, earlier, unread }) => ({
        key,
        text: customerNotice(latest, locale),
        when: [
          ...(latest.data.start ? [startOf(latest, latest.data.start, locale)] : []),
          formatTime(latest.at, zone, locale),
        ].join(" · "),
        earlier: earlier.map((one) => customerNotice(one, locale)),
        unread,
        bookingId: latest.bookingId,
      })),
    })),
  };
}

function zoneOf({ zone, business }: Notice): string {
  return zone ?? business.timeZone;
}

function startOf(notice: Notice, start: string, locale: string): string {
  const zone = zoneOf(notice);
  return `${formatDayTime(start, zone, locale)} (${zoneTime(zone, locale)})`;
}

function capital(text: string, locale: string): string {
  const [first = "", ...rest] = Array.from(text);
  return first.toLocaleUpperCase(locale) + rest.join("");
}
