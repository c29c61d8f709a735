import { type CalendarProvider, ProviderRefused } from "./port.ts";
import type { ConnectionRow } from "./store.ts";
import { codeOf, type SyncOptions } from "./turn.ts";

/**
 * Takes leave of an account that somebody has disconnected, after its entries have been taken out: nobody tells us of its
 * changes any more, and our access to it is given back. Then it is forgotten.
 * @throws ProviderAway when it has to be tried again
 */
export async function leave(
  options: SyncOptions,
  connection: ConnectionRow,
  provider: CalendarProvider,
): Promise<void> {
  const { store } = options;
  if ((await store.pushes(connection.id)).length > 0) {
    // More entries than one turn takes out.
    await store.finish(connection.id, { result: "ok", again: 1, facts: {} });
    return;
  }
  for (const { channel } of connection.calendars) {
    if (!channel) continue;
    await onceForAll(() => provider.unwatch?.(channel));
    await store.dropChannel(channel.id);
  }
  // Access is given back for all connections of an account: one that stays needs it.
  if (!connection.shared) await onceForAll(() => provider.revoke?.());
  await store.finishLeave(connection.id);

  /** What the provider refuses will not go better later. */
  async function onceForAll(step: () => Promise<void> | undefined): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error;
      options.log(`${connection.id} leave: ${codeOf(error)}`);
    }
  }
}
