import { type InboundContext, takeDeletion, takeMove } from "./inbound.ts";
import {
  type CalendarProvider,
  CursorExpired,
  ProviderAway,
  ProviderRefused,
  type RemoteEvent,
} from "./port.ts";
import { changeOf, mustRollOn, windowAt } from "./rules.ts";
import type { CalendarRow, ConnectionRow, LinkRow } from "./store.ts";
import { type Facts, type SyncOptions, zoneOf } from "./turn.ts";

/** A turn that takes longer is ended, and begun anew later: a server could go on without end. */
const LONGEST_TURN_MS = 600_000;
/** Entries of ours that are gone at one look and still mean that many bookings to cancel: more is a calendar being emptied. */
const MANY_GONE = 5;
/** Events that are handed to the database at once. */
const CHUNK = 500;

/**
 * Takes over what is new in a calendar. One that was deleted over there, or is no longer shared, is no reason not to read the account's others.
 * @returns whether it is still there
 */
export async function pullIfThere(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  facts: Facts,
): Promise<boolean> {
  try {
    await pull(options, connection, calendar, provider, facts);
    return true;
  } catch (error) {
    const lost =
      error instanceof ProviderRefused &&
      (error.code === "not_found" || error.code === "forbidden");
    if (!lost) throw error;
    const listed = await provider.calendars();
    if (listed.some(({ remoteId }) => remoteId === calendar.remoteId)) throw error;
    await options.store.leaveAlone(calendar.id, calendar.privacy);
    await options.store.note(connection.id, "calendar_gone", { name: calendar.name });
    return false;
  }
}

async function pull(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  facts: Facts,
): Promise<void> {
  const { cursor } = calendar;
  const usable = cursor && !mustRollOn(Date.parse(cursor.windowUntil), options.now());
  if (usable) {
    try {
      await pullOnce(options, connection, calendar, provider, facts, cursor);
      return;
    } catch (error) {
      if (!(error instanceof CursorExpired)) throw error;
    }
  }
  await pullOnce(options, connection, calendar, provider, facts, null);
}

async function pullOnce(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  facts: Facts,
  cursor: CalendarRow["cursor"],
): Promise<void> {
  const { store, now } = options;
  const began = now();
  const window = windowAt(began);
  const timeZone = zoneOf(calendar, connection);
  const links = new Map((await store.links(calendar.id)).map((link) => [link.remoteKey, link]));
  const full = cursor === null;
  // An incremental pull knows as far ahead as the full one before it.
  const windowEnd = full ? window.end : Date.parse(cursor.windowUntil);
  const seen: string[] = [];
  let next = cursor?.value ?? null;
  const pages = provider.pull({
    remoteId: calendar.remoteId,
    cursor: cursor?.value ?? null,
    window,
    timeZone,
  });
  for await (const page of pages) {
    for (let at = 0; at < page.events.length; at += CHUNK) {
      const events = page.events.slice(at, at + CHUNK);
      if (full) for (const { key, gone } of events) if (!gone) seen.push(key);
      const many = countGone(events.filter(({ key }) => links.has(key))) > MANY_GONE;
      for (const event of events) {
        const link = links.get(event.key);
        if (link)
          await meetEntry(options, connection, calendar, provider, { event, link, facts, many });
      }
      const applied = await store.apply(
        calendar.id,
        events.map((event) => ({
          key: event.key,
          subject: links.get(event.key)?.subjectId ?? event.subject,
          spans: event.spans
            .filter(({ start, end }) => end > window.start && start < windowEnd)
            .map(({ start, end }): [number, number] => [
              Math.floor(start / 1000),
              Math.ceil(end / 1000),
            ]),
        })),
      );
      facts.in += applied.written;
      facts.gone += applied.removed;
      facts.conflicts += applied.conflicts;
    }
    if (page.events.length > 0) await store.extend(connection.id);
    if (now() - began > LONGEST_TURN_MS) throw new ProviderAway("timeout");
    if (page.cursor !== undefined) next = page.cursor;
  }
  if (full) {
    const here = new Set(seen);
    const missing = [...links.values()].filter(
      (link) => !here.has(link.remoteKey) && Date.parse(link.end) > now(),
    );
    for (const link of missing) {
      // Not in the list: that alone proves nothing, and it is asked for itself below.
      const event = { ...goneEvent, key: link.remoteKey };
      const many = missing.length > MANY_GONE;
      await meetEntry(options, connection, calendar, provider, { event, link, facts, many });
    }
  }
  const windowUntil = new Date(windowEnd).toISOString();
  if (next === null) throw new CursorExpired();
  facts.gone += await store.finishPull({
    calendarId: calendar.id,
    cursor: next,
    windowUntil,
    seen: full ? seen : null,
  });
}

function countGone(events: RemoteEvent[]): number {
  return events.filter(({ gone, declined }) => gone || declined).length;
}

const goneEvent: Omit<RemoteEvent, "key"> = {
  etag: null,
  gone: true,
  declined: false,
  spans: [],
  subject: null,
  at: null,
};

/** One of our own entries has come by: is it as we wrote it, or has its owner done something to it? */
export async function meetEntry(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  {
    event,
    link,
    facts,
    many = false,
  }: {
    event: RemoteEvent;
    link: LinkRow;
    facts: Facts;
    /** It is one of many that are gone at once: then somebody is asked, whatever the policy. */
    many?: boolean;
  },
): Promise<void> {
  const { store } = options;
  // Our own change is on its way there and is the later word.
  if (link.pending || !calendar.receives) return;
  let change = changeOf(event, link);
  let stays = false;
  if (change.kind === "none") return;
  if (change.kind === "deleted") {
    // Providers say "deleted" of what was moved to another calendar, hidden, or out of the window: ask for itself.
    const there = await provider.read(
      calendar.remoteId,
      link.remoteKey,
      zoneOf(calendar, connection),
    );
    if (there && !there.gone && !there.declined) change = changeOf(there, link);
    // It lies in another of their calendars: nothing was given up. The next change of ours brings it back to this one.
    else if (!there && (await isElsewhere(connection, calendar, provider, link))) return;
    stays = there !== null;
  }
  const context: InboundContext = {
    call: store.call,
    policy: connection.policy,
    calendarId: calendar.id,
    staffId: connection.staffId,
    staffName: connection.staffName,
    now: options.now(),
  };
  const row = { calendarId: calendar.id, subjectId: link.subjectId, revision: -1 };
  const agreed = { remoteKey: link.remoteKey, fingerprint: link.fingerprint };
  switch (change.kind) {
    case "none":
      return;
    case "touched":
      await store.finishPush(row, {
        result: "done",
        link: { ...agreed, etag: change.etag, start: link.start, end: link.end },
      });
      return;
    case "moved": {
      const outcome = await takeMove(context, link.subjectId, change.to);
      // What is there now is what a later write must find.
      const at = outcome.result === "undone" ? link : isoSpan(change.to);
      await store.finishPush(row, {
        result: "done",
        link: { ...agreed, etag: change.etag, start: at.start, end: at.end },
      });
      await settle(outcome, "moved");
      return;
    }
    case "deleted": {
      const asking = many && context.policy === "apply";
      const outcome = await takeDeletion(
        asking ? { ...context, policy: "ask" } : context,
        link.subjectId,
      );
      // What was only declined or struck out is still there, and is taken out by the queue.
      if (outcome.result === "applied" && !stays) {
        await store.finishPush(row, { result: "done", link: null });
      }
      await settle(outcome, "deleted");
    }
  }

  async function settle(outcome: Awaited<ReturnType<typeof takeMove>>, what: string) {
    if (outcome.result === "applied") facts.moves += 1;
    if (outcome.result === "undone") {
      facts.undone += 1;
      await store.requestPush(calendar.id, link.subjectId);
    }
    await store.note(connection.id, `${what}_${outcome.result}`, {
      subject: link.subjectId,
      ...(outcome.result === "undone" ? { code: outcome.code } : {}),
    });
  }
}

/** Whether an entry that is gone from its calendar lies in another one of the account. */
async function isElsewhere(
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  link: LinkRow,
): Promise<boolean> {
  if (!provider.keyIn) return false;
  for (const other of connection.calendars) {
    if (other.id === calendar.id || !other.writable) continue;
    const key = provider.keyIn(other.remoteId, link.remoteKey);
    const there = await provider.read(other.remoteId, key, zoneOf(other, connection));
    if (there && !there.gone && there.subject === link.subjectId) return true;
  }
  return false;
}

function isoSpan({ start, end }: { start: number; end: number }) {
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}
