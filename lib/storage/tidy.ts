import { isPhotoName } from "./schema.ts";

/** An entry of a listing of the bucket; a folder has no instant. */
export interface Listed {
  name: string;
  createdAt: string | null;
}

/** What tidying needs of the bucket and of the database. */
export interface PhotoStore {
  /** One page of what lies directly in a folder ("" = the bucket), from `offset` on; fewer than PAGE = the last one. */
  list(folder: string, offset: number): Promise<Listed[]>;
  /** Which of these names (BUSINESS/NAME) nothing shows. */
  withoutUse(names: string[]): Promise<string[]>;
  remove(names: string[]): Promise<void>;
}

/** How many entries a listing tells at once. */
export const PAGE = 1000;
/** How many photos are asked about and removed at once. */
const SOME = 200;
/** A photo is sent before the form that it belongs to is saved, and a form may stand open for a day. */
const SPARED_MS = 24 * 60 * 60 * 1000;

/**
 * Removes the photos that nothing shows any more: replaced ones, those of forms that were never saved, those of deleted
 * businesses. A photo that is younger than a day stays.
 * @param now epoch milliseconds
 */
export async function tidyPhotos(
  store: PhotoStore,
  now: number,
): Promise<{ looked: number; removed: number }> {
  let looked = 0;
  let removed = 0;
  // Listings are read to their end before anything is removed: what is removed would shift their pages.
  for (const folder of await all(store, "")) {
    if (folder.createdAt !== null) continue;
    const photos = (await all(store, folder.name)).flatMap(({ name, createdAt }) => {
      const path = `${folder.name}/${name}`;
      const old = createdAt !== null && Date.parse(createdAt) <= now - SPARED_MS;
      return old && isPhotoName(path) ? [path] : [];
    });
    looked += photos.length;
    for (let from = 0; from < photos.length; from += SOME) {
      const unused = await store.withoutUse(photos.slice(from, from + SOME));
      if (unused.length > 0) await store.remove(unused);
      removed += unused.length;
    }
  }
  return { looked, removed };
}

async function all(store: PhotoStore, folder: string): Promise<Listed[]> {
  const found: Listed[] = [];
  for (;;) {
    const page = await store.list(folder, found.length);
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}
