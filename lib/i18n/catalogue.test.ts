import { describe, expect, it } from "vitest";
import { catalogue, type Namespace } from "./catalogue";
import { type Language, languages } from "./languages";
import { inLanguage } from "./testing";
import { wordsFor } from "./words";

const namespaces = Object.keys(catalogue) as Namespace[];
/** What a plural node of a compiled message is marked with; 0 is its number sign. */
const PLURAL = 2;

interface Anatomy {
  /** Values and tags. */
  names: Set<string>;
  /** The branches of each plural. */
  plurals: string[][];
}

/** What a compiled message is made of: texts, [name], [name, type, branches] and [tag, …pieces]. */
function anatomy(pieces: unknown, found: Anatomy = { names: new Set(), plurals: [] }): Anatomy {
  for (const piece of Array.isArray(pieces) ? pieces : []) {
    if (!Array.isArray(piece)) continue;
    const [name, type, branches] = piece;
    found.names.add(name);
    if (typeof type !== "number" || type === 0) anatomy(piece.slice(1), found);
    else if (branches) {
      if (type === PLURAL) found.plurals.push(Object.keys(branches));
      for (const branch of Object.values(branches)) anatomy(branch, found);
    }
  }
  return found;
}

const messagesOf = (language: Language, namespace: Namespace) =>
  Object.entries(wordsFor(language, [namespace])[namespace] ?? {});

describe.each(languages)("the words in %s", (language) => {
  it.each(namespaces)("%s take the same values as in English", (namespace) => {
    const english = new Map(
      messagesOf("en", namespace).map(([key, message]) => [
        key,
        [...anatomy(message).names].sort(),
      ]),
    );
    const own = messagesOf(language, namespace);
    expect(own.length).toBe(english.size);
    for (const [key, message] of own) {
      expect({ key, names: [...anatomy(message).names].sort() }).toEqual({
        key,
        names: english.get(key),
      });
    }
  });

  it.each(namespaces)("%s have every form of a count that the language has", (namespace) => {
    // Rare ones fall back to the general form: the Arabic zero, the Romance millions.
    const forms = new Intl.PluralRules(language)
      .resolvedOptions()
      .pluralCategories.filter(
        (form) => form !== "zero" && !(form === "many" && language !== "ar"),
      );
    for (const [key, message] of messagesOf(language, namespace)) {
      for (const branches of anatomy(message).plurals) {
        // A message that is the same for every count has one form, and "=1" stands for "one".
        if (branches.length === 1) continue;
        const covered = branches.map((branch) => (branch === "=1" ? "one" : branch));
        expect({ key, missing: forms.filter((form) => !covered.includes(form)) }).toEqual({
          key,
          missing: [],
        });
      }
    }
  });

  it("are nowhere left empty, or left in English by oversight", () => {
    for (const namespace of namespaces) {
      const english: Record<string, string> = catalogue[namespace].en;
      for (const [key, message] of Object.entries(catalogue[namespace][language])) {
        expect({ key, empty: message.trim() === "" }).toEqual({ key, empty: false });
        // A sentence is never the same in two languages; single words may be.
        if (language === "en" || !/\p{L}+ \p{L}+ \p{L}+/u.test(message)) continue;
        expect({ namespace, key, same: message === english[key] }).toEqual({
          namespace,
          key,
          same: false,
        });
      }
    }
  });
});

it("counts in Arabic, with its six forms", () => {
  const t = inLanguage("ar", "facts");
  expect([1, 2, 3, 11, 100].map((count) => t("people", { count }))).toEqual([
    "شخص واحد",
    "شخصان",
    "3 أشخاص",
    "11 شخصًا",
    "100 شخص",
  ]);
});

it("keeps a name in another script in its place", () => {
  expect(inLanguage("ar", "manage")("theyCancelled", { business: "Salon Kern" })).toBe(
    "ألغاه \u2068Salon Kern\u2069.",
  );
  expect(inLanguage("de", "manage")("theyCancelled", { business: "Salon Kern" })).toBe(
    "Salon Kern hat abgesagt.",
  );
});
