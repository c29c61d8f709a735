import type { Access } from "../../../../lib/calendars/access.ts";
import type { ProviderSettings } from "../../../../lib/calendars/providers/factory.ts";

/** An entry as its owner sees it in their own calendar. */
export interface Entry {
  id: string;
  title: string;
  start: number;
  end: number;
}

/** Somebody's calendar at a provider, with what its owner can do there. Instants are epoch milliseconds. */
export interface Remote {
  access: Access;
  settings: ProviderSettings;
  remoteId: string;
  add(event: { start: number; end: number; free?: boolean }): Promise<string>;
  entries(): Promise<Entry[]>;
  move(id: string, start: number, end: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** What its owner does with an entry besides: notes above and below the text, a colour, a reminder, a guest. */
  annotate(id: string, above: string, below: string): Promise<void>;
  /** The entry's text, as a program shows it, and what its owner has added besides. */
  detailsOf(id: string): Promise<{ text: string; extras: unknown }>;
  /** Requests that changed something there, and all of them. */
  counts(): { writes: number; requests: number };
  stop(): Promise<void>;
}

/** A provider of the tests' own, which can be told to misbehave. */
export interface Fake extends Remote {
  /** The next requests are answered with this. */
  fail(times: number, status: number, headers?: Record<string, string>, body?: object): void;
  /** Every cursor handed out so far is refused. */
  forgetCursors(): void;
  /** The next list says that this entry is deleted, although it is there. */
  lieAbout(id: string): void;
  revoke(): void;
  /** Whether the provider lets nobody in any more. */
  isRevoked(): boolean;
  restore(): void;
}
