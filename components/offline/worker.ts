import type { Age, PageMessage } from "@/lib/offline/messages";

/** Says something to the service worker, if there is one. */
export function tell(message: PageMessage): void {
  navigator.serviceWorker?.controller?.postMessage(message);
}

/**
 * Registers the service worker of this build and has it keep the page that is open.
 * @param onWaiting called when a newer version is ready, with what makes it take over
 */
export async function register(onWaiting: (takeOver: () => void) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const offer = () => {
    const { waiting } = registration;
    // The first one of all replaces nothing.
    if (!waiting || !navigator.serviceWorker.controller) return;
    onWaiting(() => waiting.postMessage({ type: "take-over" } satisfies PageMessage));
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  await keepThisPage();
}

/** Has the worker keep the page that is open. */
export async function keepThisPage(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(location.origin));
  active?.postMessage({ type: "keep", page: location.href, files } satisfies PageMessage);
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
