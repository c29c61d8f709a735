import { z } from "zod";
import type { Access } from "./access.ts";
import {
  AccessExpired,
  type CalendarProvider,
  CursorExpired,
  EtagConflict,
  ProviderAway,
  ProviderRefused,
} from "./port.ts";
import type { SealKeys } from "./seal.ts";
import type { CalendarRow, ConnectionRow, SyncStore } from "./store.ts";

/** What the parts of a turn share. */

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

/** What came and went in a turn. */
export type Facts = Record<
  "in" | "gone" | "out" | "removed" | "conflicts" | "moves" | "undone",
  number
>;

/** A failure as a code of words.ts. */
export function codeOf(error: unknown): string {
  if (error instanceof AccessExpired) return "expired";
  if (error instanceof ProviderAway || error instanceof ProviderRefused) return error.code;
  if (error instanceof z.ZodError) return "not_understood";
  if (error instanceof CursorExpired || error instanceof EtagConflict) return "unavailable";
  return "internal";
}

/** The zone of a calendar's all-day events and of times without one. */
export function zoneOf(calendar: CalendarRow, connection: ConnectionRow): string {
  return calendar.timeZone ?? connection.timeZone;
}
