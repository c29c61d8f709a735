/**
 * The part of a page that comes alive only when it is wanted. Until somebody touches the page, or its times change, it
 * is the server's HTML, whose links work; its script is fetched then. What is done to it while the script is on its way
 * is held, and done again once it is there.
 */

/** The id of the element that sleeps. */
export const SLEEPER = "booking";

/** A link that was pressed is followed the plain way when the script takes longer than this. */
const PATIENCE_MS = 2_000;
/** The page is drawn anew between two keys. */
const BETWEEN_MS = 50;

const TOUCHES = [
  "pointermove",
  "pointerdown",
  "touchstart",
  "keydown",
  "focusin",
  "scroll",
  "popstate",
];
/** What the picker itself understands, beside the touches above. */
const HELD = ["click", "keydown", "touchstart", "touchend"];

let wakeUp = () => {};
const awake = new Promise<void>((resolve) => {
  wakeUp = resolve;
});
let beAlive = () => {};
const life = new Promise<void>((resolve) => {
  beAlive = resolve;
});
let alive = false;
let missed = false;
let hear = () => {
  missed = true;
};
const held: Event[] = [];

/** Has the sleeping part fetch its script. */
export function wake(): void {
  wakeUp();
}

/** As wake, because its times have changed: it will ask for them anew. */
export function wakeWithNews(): void {
  hear();
  wakeUp();
}

/** Resolves when the part is wanted; at once where the server has drawn none, since then the visitor came by a link. */
export function untilWanted(): Promise<void> {
  const drawn = typeof document !== "undefined" && document.getElementById(SLEEPER);
  return drawn ? awake : Promise.resolve();
}

/** Resolves at the first touch, key or move of the pointer. */
export function untilTouched(): Promise<void> {
  return awake;
}

/** Resolves when the part has come alive. */
export function untilAlive(): Promise<void> {
  return life;
}

/**
 * The part is alive: what was held is done again, in its order.
 * @param onNews called when its times have changed since the page was made, or do so while nobody else listens yet
 */
export function arise(onNews: () => void): void {
  alive = true;
  beAlive();
  hear = onNews;
  if (missed) onNews();
  missed = false;
  void replay();
}

async function replay(): Promise<void> {
  for (const event of held.splice(0)) {
    // The focus may have moved with the key before.
    const target = event instanceof KeyboardEvent ? document.activeElement : event.target;
    const Kind = event.constructor as new (type: string, init: Event) => Event;
    target?.dispatchEvent(new Kind(event.type, event));
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
}

function hold(event: Event): void {
  const { target } = event;
  if (alive || !(target instanceof Element) || !target.closest(`#${SLEEPER}`)) return;
  wake();
  if (event instanceof KeyboardEvent ? !isGridKey(event, target) : isPlain(event, target)) return;
  held.push(event);
  // A finger that scrolls goes on scrolling.
  if (event.type.startsWith("touch")) return;
  event.preventDefault();
  event.stopPropagation();
  const link = target.closest("a");
  if (!link) return;
  setTimeout(() => {
    if (!alive) location.assign(link.href);
  }, PATIENCE_MS);
}

/** What the browser does by itself: a link to a new tab, a part that unfolds, a form. */
function isPlain(event: Event, target: Element): boolean {
  if (target.closest("summary, form")) return true;
  if (!(event instanceof MouseEvent)) return false;
  return event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
}

function isGridKey({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, target: Element): boolean {
  if (altKey || ctrlKey || metaKey || !target.closest("[role=grid]")) return false;
  return /^(Arrow|Page)|^(Home|End)$/.test(key);
}

if (typeof window !== "undefined") {
  for (const type of HELD) window.addEventListener(type, hold, { capture: true });
  for (const type of TOUCHES) {
    window.addEventListener(type, wake, { capture: true, passive: true, once: true });
  }
}
