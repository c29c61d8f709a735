import { PAGES } from "@/lib/offline/messages";
import { isReadableOffline } from "@/lib/offline/rules";

/** A page that the service worker can show without a network. */
export interface KeptPage {
  address: string;
  name: string;
  /** Epoch milliseconds. */
  keptAt: number;
}

/** More would be no list to choose from. */
const MOST = 10;

/** The pages that are kept, the last read first. */
export async function keptPages(): Promise<KeptPage[]> {
  const cache = await caches.open(PAGES);
  const pages = new Map<string, KeptPage>();
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    const answer = isReadableOffline(pathname) ? await cache.match(url) : undefined;
    if (!answer) continue;
    const keptAt = Date.parse(answer.headers.get("date") ?? "");
    const known = pages.get(pathname);
    if (Number.isNaN(keptAt) || (known && known.keptAt >= keptAt)) continue;
    const { title } = new DOMParser().parseFromString(await answer.text(), "text/html");
    pages.set(pathname, { address: url, name: title.replace(/ · Daybook$/, ""), keptAt });
  }
  return [...pages.values()].sort((a, b) => b.keptAt - a.keptAt).slice(0, MOST);
}
