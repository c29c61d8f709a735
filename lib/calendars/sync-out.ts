import { fingerprintOf, staffEntry } from "./out-entry.ts";
import { type CalendarProvider, EtagConflict, ProviderRefused } from "./port.ts";
import { changeOf } from "./rules.ts";
import type { CalendarRow, ConnectionRow, LinkState, PushRow } from "./store.ts";
import { meetEntry } from "./sync-in.ts";
import { type Facts, type SyncOptions, zoneOf } from "./turn.ts";

/** A lease lasts three minutes, and one write to a slow provider several times half a minute. */
const HOLD_AGAIN_MS = 30_000;
/** Rounds of pushing for one connection. */
const MAX_PUSH_ROUNDS = 20;

/** Writes what is due to an account's calendars, where it differs from what was written last. */
export async function push(
  options: SyncOptions,
  connection: ConnectionRow,
  provider: CalendarProvider,
  facts: Facts,
): Promise<void> {
  const tried = new Set<string>();
  let held = options.now();
  for (let round = 0; round < MAX_PUSH_ROUNDS; round += 1) {
    const rows = (await options.store.pushes(connection.id)).filter(
      (row) => !tried.has(`${row.calendarId} ${row.subjectId} ${row.revision}`),
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      if (options.now() - held > HOLD_AGAIN_MS) {
        await options.store.extend(connection.id);
        held = options.now();
      }
      tried.add(`${row.calendarId} ${row.subjectId} ${row.revision}`);
      await pushOne(options, connection, provider, row, facts);
    }
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
