import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** What customers see; names of products and of the house need no translation. */
const places = [
  "app/(public)",
  "app/offline",
  "app/page.tsx",
  "app/error.tsx",
  "app/not-found.tsx",
  "components/booking",
  "components/brand",
  "components/embed",
  "components/notifications",
  "components/calendars/feed-rows.tsx",
  "components/i18n",
  "components/offline",
];
const names = /^(Daybook|Google Calendar|Outlook\.com|Microsoft 365|Yahoo)$/;

function sourcesIn(place: string): string[] {
  if (place.endsWith(".tsx")) return [place];
  return readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
    .map((file) => join(place, file));
}

/** Words that stand in the markup itself: between two tags, alone on a line, or in an attribute that is read out. */
function literalsIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
  const found = [
    ...code.matchAll(/[\w"'}\])]>\s*([A-Za-z][^<>{}=;]*?)\s*<\/?[a-zA-Z]/g),
    ...code.matchAll(/^\s{6,}([A-Z][\w'’,.!?:-]*(?: [\w'’,.!?:-]+)+)$/gm),
    ...code.matchAll(
      /\b(?:label|aria-label|title|alt|hint|placeholder|description|safe|emptyText|legend)=\{?["'`]([^"'`]*[A-Za-z]{2}[^"'`]*)["'`]/g,
    ),
    ...code.matchAll(/\{(?:[^{}"]*\? )?"([A-Z][a-z]+(?: [^"]*)?)"(?: : "[^"]*")?\}/g),
  ];
  return found.map(([, text]) => text!.trim()).filter((text) => !names.test(text));
}

it("finds words in markup", () => {
  const markup = (inside: string) => `return (\n        <p\n${inside}\n        </p>\n      );`;
  expect(literalsIn("<h2>Your details</h2>")).toEqual(["Your details"]);
  expect(literalsIn(markup("          Add another service"))).toEqual(["Add another service"]);
  expect(literalsIn('<Field label="Phone">')).toEqual(["Phone"]);
  expect(literalsIn('<p>{open ? "Close" : "Change zone"}</p>')).toEqual(["Close"]);
  expect(literalsIn('<p>{t("close")}</p> // A remark')).toEqual([]);
});

it("has none that customers would read in English whatever their language", () => {
  const found = places
    .flatMap(sourcesIn)
    .flatMap((file) => literalsIn(readFileSync(file, "utf8")).map((text) => `${file}: ${text}`));
  expect(found).toEqual([]);
});
