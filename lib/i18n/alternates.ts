import { languages } from "./languages";

/** The addresses of a page in each of our languages, for search engines; the bare one follows the visitor. */
export function alternates(path: string) {
  return {
    canonical: path,
    languages: {
      "x-default": path,
      ...Object.fromEntries(languages.map((language) => [language, `${path}?lang=${language}`])),
    },
  };
}
