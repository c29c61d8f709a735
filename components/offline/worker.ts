import type { Age, PageMessage } from "@/lib/offline/messages";

/** Says something to the service worker, if there is one. */
export function tell(message: PageMessage): void {
  navigator.serviceWorker?.controller?.postMessage(message);
}

/** A page that is left open asks this often whether there is a newer version. */
const LOOK_MS = 20 * 60_000;
/** And on every return to it, but no more often than this. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Registers the service worker of this build and has it keep the page that is open. A diary stays open for days: it asks
 * for newer versions by itself.
 * @param onWaiting called when a newer version is ready, with what makes it take over and shows the page anew
 * @returns ends the asking
 */
export async function register(onWaiting: (takeOver: () => void) => void): Promise<() => void> {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const offer = () => {
    // The first one of all replaces nothing.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    onWaiting(() => takeOver(registration));
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });

  let lookedAt = Date.now();
  const look = () => {
    if (document.visibilityState !== "visible" || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = Date.now();
    // Without a network there is nothing newer to be had.
    registration.update().catch(() => {});
  };
  const clock = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  await keepThisPage();
  return () => {
    clearInterval(clock);
    document.removeEventListener("visibilitychange", look);
  };
}

/**
 * Lets the newest version take over, then shows this page anew. Only this one: in other tabs somebody may be writing, and
 * they are told for themselves.
 */
function takeOver({ waiting }: ServiceWorkerRegistration): void {
  // Another tab was quicker: the new version is at work already.
  if (!waiting) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  waiting.postMessage({ type: "take-over" } satisfies PageMessage);
}

/** Has the worker keep the page that is open. */
export async function keepThisPage(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(location.origin));
  const { lang: language } = document.documentElement;
  active?.postMessage({ type: "keep", page: location.href, files, language } satisfies PageMessage);
}

/** From when the page in the window is, epoch milliseconds; null when it has just come over the network. */
export function ageOfPage(): Promise<number | null> {
  return new Promise((resolve) => {
    const { controller } = navigator.serviceWorker;
    if (!controller) return resolve(null);
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }: MessageEvent<Age>) =>
      resolve(data.keptAt === null ? null : Date.parse(data.keptAt));
    controller.postMessage({ type: "age", page: location.href } satisfies PageMessage, [
      channel.port2,
    ]);
  });
}
