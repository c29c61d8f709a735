import { localDate } from "../format/index.ts";
import type { Notice } from "./notice-words";

/** What happened to one booking on one day. */
export interface NoticeThing {
  key: string;
  /** The latest word on it. */
  latest: Notice;
  /** What was told before it that day, latest first. */
  earlier: Notice[];
  /** Ids that nobody has read. */
  unread: number[];
}

export interface NoticeDay {
  /** The local date on which it was told. */
  date: string;
  things: NoticeThing[];
}

/**
 * Notices by the day on which they came and by what they are about; days and things in the order of their latest.
 * @param notices latest first
 * @param zone whose days
 */
export function groupNotices(notices: readonly Notice[], zone: string): NoticeDay[] {
  const days = new Map<string, Map<string, NoticeThing>>();
  for (const notice of notices) {
    const date = localDate(notice.at, zone);
    const things = days.get(date) ?? new Map<string, NoticeThing>();
    days.set(date, things);
    const key = notice.bookingId ?? `notice ${notice.id}`;
    const thing = things.get(key);
    const unread = notice.read ? [] : [notice.id];
    if (thing) {
      thing.earlier.push(notice);
      thing.unread.push(...unread);
    } else things.set(key, { key: `${date} ${key}`, latest: notice, earlier: [], unread });
  }
  return [...days].map(([date, things]) => ({ date, things: [...things.values()] }));
}
