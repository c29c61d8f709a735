import {
  CacheableResponsePlugin,
  CacheFirst,
  ExpirationPlugin,
  NetworkFirst,
  NetworkOnly,
  Serwist,
  type SerwistPlugin,
} from "serwist";
import { type Age, PAGES, type PageMessage } from "./messages.ts";
import { isLasting, isReadableData, isReadableOffline } from "./rules.ts";

/**
 * The service worker: one's day and one's bookings stay readable without a network, as they were last told, and their
 * age is known. Nothing is written without a network, and no free time is told from memory.
 */
declare const self: ServiceWorkerGlobalScope;
/** Set by the build; each build is a version. */
declare const VERSION: string;

const FILES = "files";
/** The page without a network as this version has it, in the language of the page that was last read. */
const OFFLINE = `offline-${VERSION}`;
const DAY = 24 * 60 * 60;

/** Pages that were last answered from memory, and from when they are. */
const fromMemory = new Map<string, string>();

const noteAge: SerwistPlugin = {
  // A redirect belongs to who was signed in then; only what was read as asked is kept.
  cacheWillUpdate: async ({ response }) =>
    response.status === 200 && !response.redirected ? response : null,
  fetchDidSucceed: async ({ request, response }) => {
    fromMemory.delete(request.url);
    if (response.redirected && new URL(response.url).pathname === "/sign-in") await forget();
    return response;
  },
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) => {
    const date = cachedResponse?.headers.get("date");
    if (date) fromMemory.set(request.url, new Date(date).toISOString());
    return cachedResponse;
  },
};

const serwist = new Serwist({
  // The page asks whether to take over: nobody's form is reloaded under their hands.
  skipWaiting: false,
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ url, sameOrigin }) => sameOrigin && isLasting(url.pathname),
      handler: new CacheFirst({
        cacheName: FILES,
        plugins: [
          new CacheableResponsePlugin({ statuses: [200] }),
          new ExpirationPlugin({ maxEntries: 400, maxAgeSeconds: 60 * DAY }),
        ],
      }),
    },
    {
      matcher: ({ url, request, sameOrigin }) =>
        sameOrigin &&
        request.method === "GET" &&
        ((request.mode === "navigate" && isReadableOffline(url.pathname)) ||
          isReadableData(url.pathname)),
      handler: new NetworkFirst({
        cacheName: PAGES,
        networkTimeoutSeconds: 6,
        plugins: [noteAge, new ExpirationPlugin({ maxEntries: 60, maxAgeSeconds: 7 * DAY })],
      }),
    },
    {
      matcher: ({ request }) => request.mode === "navigate",
      handler: new NetworkOnly(),
    },
  ],
});
serwist.setCatchHandler(async ({ request }) => {
  const kept =
    request.mode === "navigate"
      ? await caches.match("/offline", { cacheName: OFFLINE })
      : undefined;
  return kept ?? Response.error();
});

async function forget(): Promise<void> {
  fromMemory.clear();
  await caches.delete(PAGES);
}

/** A page that one comes to by a link inside the app is not fetched as a whole; it is then kept at most this often. */
const FRESH_MS = 5 * 60_000;

/** Keeps what a page consists of that did not pass through this worker. */
async function keep(page: string, addresses: string[]): Promise<void> {
  const files = await caches.open(FILES);
  for (const address of addresses) {
    const { origin, pathname } = new URL(address, self.location.origin);
    if (origin !== self.location.origin || !isLasting(pathname)) continue;
    if (!(await files.match(address))) await files.add(address);
  }
  if (!isReadableOffline(new URL(page).pathname)) return;
  const pages = await caches.open(PAGES);
  const date = (await pages.match(page))?.headers.get("date");
  if (date && Date.now() - Date.parse(date) < FRESH_MS) return;
  const response = await fetch(page, { headers: { accept: "text/html" } });
  if (response.status === 200 && !response.redirected) await pages.put(page, response);
}

/** Beside the page without a network: the language that it was asked for in. */
const SPOKEN = "/offline/language";

/**
 * Keeps the page without a network in a language, unless it is kept in it already, and its script, which no page before
 * has brought. A language that somebody has chosen outranks the one that is asked for.
 */
async function keepOfflinePage(language: string): Promise<void> {
  const cache = await caches.open(OFFLINE);
  const spoken = await cache.match(SPOKEN);
  if (spoken && (await spoken.text()) === language) return;
  const page = await fetch("/offline", {
    cache: "no-store",
    headers: { "accept-language": language },
  });
  if (page.status !== 200) throw new Error("the page without a network did not come");
  const html = await page.clone().text();
  await cache.put("/offline", page);
  await cache.put(SPOKEN, new Response(language));
  const addresses = new Set(html.match(/\/_next\/static\/[\w./~-]+\.(?:js|css|woff2)/g));
  // A file that does not come costs only the list of what can be read.
  await keep(new URL("/offline", self.location.origin).href, [...addresses]).catch(() => {});
}

self.addEventListener("install", (event) =>
  event.waitUntil(keepOfflinePage(self.navigator.language)),
);
// Those of the versions before, and of the time when it was kept by another name.
self.addEventListener("activate", (event) =>
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((name) => /^offline-|precache/.test(name) && name !== OFFLINE);
      await Promise.all(old.map((name) => caches.delete(name)));
    }),
  ),
);

self.addEventListener("message", (event) => {
  const message = event.data as PageMessage;
  if (message.type === "take-over") void self.skipWaiting();
  if (message.type === "forget") event.waitUntil(forget());
  // What cannot be kept now is kept the next time.
  if (message.type === "keep") {
    event.waitUntil(
      Promise.all([
        keep(message.page, message.files).catch(() => {}),
        keepOfflinePage(message.language).catch(() => {}),
      ]),
    );
  }
  if (message.type === "age") {
    const answer: Age = { keptAt: fromMemory.get(message.page) ?? null };
    event.ports[0]?.postMessage(answer);
  }
});

serwist.addEventListeners();
