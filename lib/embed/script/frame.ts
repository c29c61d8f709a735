import { type EmbedOptions, framePath } from "../address.ts";
import { type FrameMessage, isMarked, MARK } from "../messages.ts";
import { make } from "./style.ts";
import type { Site } from "./words.ts";

/** Before the frame has said how high it is. */
const FIRST_HEIGHT = 560;
/** A broken message must not make a page of a kilometre. */
const MAX_HEIGHT = 20_000;
/** Left free above a step that is scrolled to, for the headers that many sites keep there. */
const HEADROOM = 96;

/** A frame that has loaded and says nothing for so long shows the browser's own error: this site may not have it. */
const SILENT_MS = 5_000;

const told = new Set<string>();

/**
 * A frame of the booking pages. Only messages of its own window from our own origin are heard, and answers go to that
 * origin alone.
 */
export function makeFrame(
  { host }: Site,
  options: EmbedOptions & { label: string },
  hear: (message: FrameMessage, frame: HTMLIFrameElement) => void,
): { frame: HTMLIFrameElement; end(): void } {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const frame = make("iframe", { src: host + framePath(options, zone), title: options.label });
  frame.style.cssText = "display:block;width:100%;border:0";
  let spoken = false;
  const instead = wayOut(host, options);
  frame.addEventListener("load", () => {
    setTimeout(() => {
      if (spoken || !frame.isConnected || instead.isConnected) return;
      frame.style.display = "none";
      frame.after(instead);
    }, SILENT_MS);
  });
  const listen = ({ origin, source, data }: MessageEvent) => {
    if (origin !== host || source !== frame.contentWindow || !isMarked(data)) return;
    const message = data as unknown as FrameMessage;
    if (message.type === "ready") {
      spoken = true;
      instead.remove();
      frame.style.display = "block";
      frame.contentWindow?.postMessage({ daybook: MARK, type: "hello" }, host);
    } else if (message.type === "booked") {
      // A reload of the confirmation says it again.
      if (told.has(message.booking.id)) return;
      told.add(message.booking.id);
      say("booked", frame, message.booking);
    } else hear(message, frame);
  };
  addEventListener("message", listen);
  return { frame, end: () => removeEventListener("message", listen) };
}

/** Where the frame may not stand: a link to the same on its own page. */
function wayOut(host: string, options: EmbedOptions & { label: string }): HTMLAnchorElement {
  const link = make("a", {
    href: host + framePath(options).replace("/embed", ""),
    target: "_blank",
    rel: "noopener",
    textContent: options.label,
  });
  link.style.cssText =
    "display:inline-block;margin:1rem;padding:.75rem 1.25rem;border:1px solid;border-radius:10px;font:inherit;color:inherit;text-decoration:none;align-self:center";
  return link;
}

/** A frame in the flow of the page, always as high as what is in it. */
export function inlineFrame(
  site: Site,
  options: EmbedOptions & { label: string },
): HTMLIFrameElement {
  const { frame } = makeFrame(site, options, (message) => {
    if (message.type === "size") {
      frame.style.height = `${Math.min(Math.max(0, Number(message.height) || 0), MAX_HEIGHT)}px`;
    } else if (message.type === "step" && frame.getBoundingClientRect().top < 0) {
      frame.style.scrollMarginTop = `${HEADROOM}px`;
      frame.scrollIntoView();
    }
  });
  frame.style.height = `${FIRST_HEIGHT}px`;
  frame.loading = "lazy";
  return frame;
}

/** Tells the page by an event that bubbles: daybook:booked, daybook:opened, daybook:closed. */
export function say(what: string, from: EventTarget, detail?: object): void {
  from.dispatchEvent(
    new CustomEvent(`daybook:${what}`, { bubbles: true, composed: true, detail: detail ?? null }),
  );
}
