import { type FrameMessage, MARK } from "@/lib/embed/messages";

/** The page around ours, once it has said hello. */
let host: { window: Window; origin: string } | null = null;
/** What there is to say until then; of each kind only the last. */
const waiting = new Map<string, FrameMessage>();

/** Tells the page around this one; a page that nobody frames, or that nobody has asked yet, keeps it to itself. */
export function tellHost(message: FrameMessage): void {
  if (window.parent === window) return;
  if (!host) waiting.set(message.type, message);
  else host.window.postMessage({ daybook: MARK, ...message }, host.origin);
}

/** The page around has said hello: from now on it is told, and nobody else. */
export function meetHost(window: Window, origin: string): void {
  // A page without an origin (a file, a sandbox) cannot be addressed, nor may it frame us.
  if (origin === "null") return;
  host = { window, origin };
  for (const message of waiting.values()) tellHost(message);
  waiting.clear();
}
