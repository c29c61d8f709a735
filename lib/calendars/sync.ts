import { tokenHash } from "../bookings/token.ts";
import { access as accessShape } from "./access.ts";
import { leave } from "./leave.ts";
import { AccessExpired, type CalendarProvider, ProviderAway } from "./port.ts";
import { mustRenew, pollSeconds } from "./rules.ts";
import { seal, unseal } from "./seal.ts";
import { type CalendarRow, type ConnectionRow, LeaseLost } from "./store.ts";
import { pullIfThere } from "./sync-in.ts";
import { push } from "./sync-out.ts";
import { codeOf, type Facts, type SyncOptions } from "./turn.ts";

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
    if (connection.leavingUntil !== null) {
      await leave(options, connection, provider);
      return facts;
    }
    let watched = false;
    if (connection.pullDue) {
      for (const calendar of connection.calendars) {
        if (!calendar.blocks && !calendar.receives) {
          await unwatch(options, connection, calendar, provider);
          continue;
        }
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
    if (hasLeft(connection, error, options.now())) {
      await store.finishLeave(connection.id);
      return null;
    }
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

/** Of a calendar that does nothing any more nobody need tell us. */
async function unwatch(
  options: SyncOptions,
  connection: ConnectionRow,
  { channel }: CalendarRow,
  provider: CalendarProvider,
): Promise<void> {
  if (!channel) return;
  await options.store.dropChannel(channel.id);
  try {
    await provider.unwatch?.(channel);
  } catch (error) {
    if (error instanceof AccessExpired) throw error;
    // Its messages are told to nobody until it ends by itself.
    options.log(`${connection.id} unwatch: ${codeOf(error)}`);
  }
}

/** Whether an account that somebody has disconnected is to be forgotten now, although not all could be done there. */
function hasLeft({ leavingUntil }: ConnectionRow, error: unknown, now: number): boolean {
  if (leavingUntil === null) return false;
  return error instanceof AccessExpired || Date.parse(leavingUntil) <= now;
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
