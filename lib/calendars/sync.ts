import { z } from "zod";
import { tokenHash } from "../bookings/token.ts";
import { type Access, access as accessShape } from "./access.ts";
import { type InboundContext, takeDeletion, takeMove } from "./inbound.ts";
import { fingerprintOf, staffEntry } from "./out-entry.ts";
import {
  AccessExpired,
  type CalendarProvider,
  CursorExpired,
  EtagConflict,
  ProviderAway,
  ProviderRefused,
  type RemoteEvent,
} from "./port.ts";
import { changeOf, mustRenew, mustRollOn, pollSeconds, windowAt } from "./rules.ts";
import { type SealKeys, seal, unseal } from "./seal.ts";
import {
  type CalendarRow,
  type ConnectionRow,
  LeaseLost,
  type LinkRow,
  type LinkState,
  type PushRow,
  type SyncStore,
} from "./store.ts";

export interface SyncOptions {
  store: SyncStore;
  keys: SealKeys;
  providerOf(access: Access, keep: (renewed: Access) => Promise<void>): CalendarProvider;
  /** The installation's address, without a slash at its end. */
  appUrl: string;
  /** Where providers may tell of changes, by provider; none on a machine that they cannot reach. */
  webhookUrl(provider: string): string | null;
  /** Epoch milliseconds. */
  now(): number;
  /** Told of what went wrong, without names, addresses or secrets. */
  log(line: string): void;
}

/** What a run did. */
export interface SyncReport {
  connections: number;
  failed: number;
  moved: boolean;
}

/** A run claims no more after this; the next one comes within the minute. */
const BUDGET_MS = 40_000;
/** Connections that are looked at side by side. */
const AT_ONCE = 6;
/** Turns of one of them in a run, whatever is due. */
const MAX_TURNS = 1000;
/** A turn that takes longer is ended, and begun anew later: a server could go on without end. */
const LONGEST_TURN_MS = 600_000;
/** Rounds of pushing for one connection. */
const MAX_PUSH_ROUNDS = 20;
/** Events that are handed to the database at once. */
const CHUNK = 500;

type Facts = Record<"in" | "gone" | "out" | "removed" | "conflicts" | "moves" | "undone", number>;

/**
 * Looks at every connection that is due, or at one: first what we have to write there, then what is new there. One
 * connection is one worker's at a time; one that fails holds up nobody else.
 * @param only a connection to look at, due or not
 */
export async function syncCalendars(
  options: SyncOptions,
  only: string | null = null,
): Promise<SyncReport> {
  const began = options.now();
  const report: SyncReport = { connections: 0, failed: 0, moved: false };
  // Each takes the next one when it is done with the last: an account that answers slowly holds up one of them.
  async function lane(): Promise<void> {
    for (let turn = 0; turn < MAX_TURNS; turn += 1) {
      if (options.now() - began > BUDGET_MS) return;
      const [connection] = await options.store.claim(1, only);
      if (!connection) return;
      report.connections += 1;
      const facts = await takeTurn(options, connection);
      if (facts === null) report.failed += 1;
      else if (facts.moves > 0) report.moved = true;
      if (only) return;
    }
  }
  await Promise.all(Array.from({ length: only ? 1 : AT_ONCE }, lane));
  return report;
}

/** One connection's turn. @returns what came and went; null when it failed */
async function takeTurn(options: SyncOptions, connection: ConnectionRow): Promise<Facts | null> {
  const { store } = options;
  const facts: Facts = { in: 0, gone: 0, out: 0, removed: 0, conflicts: 0, moves: 0, undone: 0 };
  try {
    const opened = await unseal(options.keys, connection.id, connection, accessShape);
    const provider = options.providerOf(opened, async (renewed) => {
      await store.keepSecret(connection.id, await seal(options.keys, connection.id, renewed));
    });
    await push(options, connection, provider, facts);
    let watched = false;
    if (connection.pullDue) {
      for (const calendar of connection.calendars) {
        if (!calendar.blocks && !calendar.receives) continue;
        if (!(await pullIfThere(options, connection, calendar, provider, facts))) continue;
        watched = (await watch(options, connection, calendar, provider)) || watched;
      }
      // What had to be put back goes back at once.
      if (facts.undone > 0) await push(options, connection, provider, facts);
    }
    const told = Object.fromEntries(Object.entries(facts).filter(([, count]) => count > 0));
    const again = connection.pullDue ? pollSeconds(connection.provider, watched) : 0;
    await store.finish(connection.id, { result: "ok", again, facts: told });
    return facts;
  } catch (error) {
    if (error instanceof LeaseLost) return null;
    const code = codeOf(error);
    options.log(`${connection.id} ${connection.provider}: ${code}`);
    await store
      .finish(connection.id, {
        result: error instanceof AccessExpired ? "expired" : "retry",
        error: code,
        again: error instanceof ProviderAway ? error.retryAfter : 0,
        facts: {},
      })
      .catch(() => options.log(`${connection.id} was not reported`));
    return null;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AccessExpired) return "expired";
  if (error instanceof ProviderAway || error instanceof ProviderRefused) return error.code;
  if (error instanceof z.ZodError) return "not_understood";
  if (error instanceof CursorExpired || error instanceof EtagConflict) return "unavailable";
  return "internal";
}

// Out ------------------------------------------------------------------------------------------------------------------

async function push(
  options: SyncOptions,
  connection: ConnectionRow,
  provider: CalendarProvider,
  facts: Facts,
): Promise<void> {
  const tried = new Set<string>();
  for (let round = 0; round < MAX_PUSH_ROUNDS; round += 1) {
    const rows = (await options.store.pushes(connection.id)).filter(
      (row) => !tried.has(`${row.calendarId} ${row.subjectId} ${row.revision}`),
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      tried.add(`${row.calendarId} ${row.subjectId} ${row.revision}`);
      await pushOne(options, connection, provider, row, facts);
    }
    await options.store.extend(connection.id);
  }
}

async function pushOne(
  options: SyncOptions,
  connection: ConnectionRow,
  provider: CalendarProvider,
  row: PushRow,
  facts: Facts,
): Promise<void> {
  const { store } = options;
  const calendar = connection.calendars.find(({ id }) => id === row.calendarId);
  if (!calendar) return;
  const known = row.link ? { key: row.link.remoteKey, etag: row.link.etag } : null;
  try {
    if (!row.wanted) {
      if (known) {
        await provider.remove(calendar.remoteId, known);
        facts.removed += 1;
      }
      await store.finishPush(row, { result: "done", link: null });
      return;
    }
    const entry = staffEntry(row.wanted, calendar.privacy, options.appUrl);
    const fingerprint = await fingerprintOf(entry);
    if (row.link && row.link.fingerprint === fingerprint) {
      await store.finishPush(row, { result: "done", link: row.link });
      return;
    }
    const written = await provider.write(calendar.remoteId, entry, known);
    facts.out += 1;
    const link: LinkState = {
      remoteKey: written.key,
      etag: written.etag,
      start: row.wanted.start,
      end: row.wanted.end,
      fingerprint,
    };
    await store.finishPush(row, { result: "done", link });
  } catch (error) {
    if (error instanceof EtagConflict && row.link) {
      await meetChange(options, connection, calendar, provider, row, facts);
      return;
    }
    if (error instanceof ProviderRefused) {
      // This entry does not go in; the others might.
      options.log(`${connection.id} push: ${error.code}`);
      // Said once, not with each of its retries.
      if (row.attempts === 0) {
        const facts = { subject: row.subjectId, code: error.code };
        await store.note(connection.id, "entry_refused", facts);
      }
      await store.finishPush(row, { result: "retry" });
      return;
    }
    throw error;
  }
}

/**
 * Somebody has changed the entry since we last saw it, and so have we. A move of theirs counts if we have not moved it
 * ourselves; else ours is the later word, and the entry is written over what is there now.
 */
async function meetChange(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  row: PushRow,
  facts: Facts,
): Promise<void> {
  const { store } = options;
  const there = await provider.read(
    calendar.remoteId,
    row.link!.remoteKey,
    zoneOf(calendar, connection),
  );
  if (!row.wanted) {
    if (there) {
      await provider.remove(calendar.remoteId, { key: there.key, etag: there.etag });
      facts.removed += 1;
    }
    await store.finishPush(row, { result: "done", link: null });
    return;
  }
  const { link } = row;
  const ours = row.wanted.start !== link!.start || row.wanted.end !== link!.end;
  if (there && !ours && changeOf(there, link!).kind === "moved") {
    const agreed = { ...link!, subjectId: row.subjectId, pending: false };
    await meetEntry(options, connection, calendar, provider, { event: there, link: agreed, facts });
    // The row stays: what else there was to write is written with the next turn, over what is there now.
    return;
  }
  const entry = staffEntry(row.wanted, calendar.privacy, options.appUrl);
  const written = await provider.write(
    calendar.remoteId,
    entry,
    there ? { key: there.key, etag: there.etag } : null,
  );
  facts.out += 1;
  await store.finishPush(row, {
    result: "done",
    link: {
      remoteKey: written.key,
      etag: written.etag,
      start: row.wanted.start,
      end: row.wanted.end,
      fingerprint: await fingerprintOf(entry),
    },
  });
}

// In -------------------------------------------------------------------------------------------------------------------

/** One calendar that was deleted over there is no reason not to read the others. @returns whether it is still there */
async function pullIfThere(
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
    if (!(error instanceof ProviderRefused && error.code === "not_found")) throw error;
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
      for (const event of events) {
        const link = links.get(event.key);
        if (link) await meetEntry(options, connection, calendar, provider, { event, link, facts });
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
    for (const link of links.values()) {
      if (here.has(link.remoteKey) || Date.parse(link.end) <= now()) continue;
      // Not in the list: that alone proves nothing, and it is asked for itself below.
      const event = { ...goneEvent, key: link.remoteKey };
      await meetEntry(options, connection, calendar, provider, { event, link, facts });
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

const goneEvent: Omit<RemoteEvent, "key"> = {
  etag: null,
  gone: true,
  declined: false,
  spans: [],
  subject: null,
  at: null,
};

/** One of our own entries has come by: is it as we wrote it, or has its owner done something to it? */
async function meetEntry(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
  { event, link, facts }: { event: RemoteEvent; link: LinkRow; facts: Facts },
): Promise<void> {
  const { store } = options;
  // Our own change is on its way there and is the later word.
  if (link.pending || !calendar.receives) return;
  let change = changeOf(event, link);
  if (change.kind === "none") return;
  if (change.kind === "deleted") {
    // Providers say "deleted" of what was moved to another calendar, hidden, or out of the window: ask for itself.
    const there = await provider.read(
      calendar.remoteId,
      link.remoteKey,
      zoneOf(calendar, connection),
    );
    if (there && !there.gone && !there.declined) change = changeOf(there, link);
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
      const outcome = await takeDeletion(context, link.subjectId);
      if (outcome.result === "applied") await store.finishPush(row, { result: "done", link: null });
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

function isoSpan({ start, end }: { start: number; end: number }) {
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

function zoneOf(calendar: CalendarRow, connection: ConnectionRow): string {
  return calendar.timeZone ?? connection.timeZone;
}

/** Keeps a channel open where the provider can tell of changes. @returns whether one is open */
async function watch(
  options: SyncOptions,
  connection: ConnectionRow,
  calendar: CalendarRow,
  provider: CalendarProvider,
): Promise<boolean> {
  const url = options.webhookUrl(connection.provider);
  if (!url || !provider.watch) return false;
  const { channel } = calendar;
  if (channel && !mustRenew(Date.parse(channel.expiresAt), options.now())) return true;
  const id = crypto.randomUUID();
  const secret = crypto.randomUUID() + crypto.randomUUID();
  const secretHash = await tokenHash(secret);
  try {
    // The first message may come before the answer does: the channel is known by then.
    const before = { id, calendarId: calendar.id, remoteId: id, secretHash };
    const soon = new Date(options.now() + 600_000).toISOString();
    await options.store.putChannel({ ...before, expiresAt: soon });
    const opened = await provider.watch(calendar.remoteId, { id, secret, url });
    if (!opened) {
      await options.store.dropChannel(id);
      return false;
    }
    const expiresAt = new Date(opened.expiresAt).toISOString();
    await options.store.putChannel({ ...before, remoteId: opened.remoteId, expiresAt });
    if (channel) {
      await options.store.dropChannel(channel.id);
      await provider.unwatch?.(channel);
    }
    return true;
  } catch (error) {
    if (error instanceof AccessExpired) throw error;
    // Not being told is no failure: the look every few minutes is the safety net.
    options.log(`${connection.id} watch: ${codeOf(error)}`);
    return channel !== null;
  }
}
