import { expect, test } from "vitest";
import { PAGE, type PhotoStore, tidyPhotos } from "./tidy.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const LONG_AGO = "2026-11-20T12:00:00Z";
const business = (n: number) => `${String(n).padStart(8, "0")}-0000-4000-8000-000000000000`;
const photo = (n: number) => `${business(n)}.webp`;

/** A bucket in memory; `shown` are the names in use. */
function bucket(files: Record<string, string>, shown: string[]) {
  const asked: number[] = [];
  const store: PhotoStore = {
    list: async (folder, offset) => {
      const entries =
        folder === ""
          ? [...new Set(Object.keys(files).map((name) => name.split("/")[0]!))].map((name) => ({
              name,
              createdAt: null,
            }))
          : Object.entries(files)
              .filter(([name]) => name.startsWith(`${folder}/`))
              .map(([name, createdAt]) => ({ name: name.slice(folder.length + 1), createdAt }));
      return entries.slice(offset, offset + PAGE);
    },
    withoutUse: async (names) => {
      asked.push(names.length);
      return names.filter((name) => !shown.includes(name));
    },
    remove: async (names) => {
      for (const name of names) delete files[name];
    },
  };
  return { files, asked, store };
}

test("what nothing shows goes; what is shown, young or not a photo stays", async () => {
  const shown = `${business(1)}/${photo(1)}`;
  const young = `${business(1)}/${photo(3)}`;
  const other = `${business(1)}/readme.txt`;
  const { files, store } = bucket(
    {
      [shown]: LONG_AGO,
      [`${business(1)}/${photo(2)}`]: LONG_AGO,
      [young]: "2026-11-22T12:00:01Z",
      [other]: LONG_AGO,
      [`${business(2)}/${photo(1)}`]: LONG_AGO,
    },
    [shown],
  );
  expect(await tidyPhotos(store, NOW)).toEqual({ looked: 3, removed: 2 });
  expect(Object.keys(files)).toEqual([shown, young, other]);
  expect(await tidyPhotos(store, NOW)).toEqual({ looked: 1, removed: 0 });
});

test("a folder of thousands is read to its end, and asked about in parts", async () => {
  const names = Array.from({ length: PAGE + 300 }, (_, n) => `${business(1)}/${photo(n)}`);
  const shown = names.filter((_, n) => n % 2 === 0);
  const { files, asked, store } = bucket(
    Object.fromEntries(names.map((name) => [name, LONG_AGO])),
    shown,
  );
  expect(await tidyPhotos(store, NOW)).toEqual({ looked: PAGE + 300, removed: 650 });
  expect(Object.keys(files)).toEqual(shown);
  expect(Math.max(...asked)).toBeLessThanOrEqual(200);
});
