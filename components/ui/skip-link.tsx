import { useWords } from "#words";

/** The first stop of the keyboard on every page; each page's <main> carries id="main". */
export function SkipLink() {
  const t = useWords("ui");
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-md bg-accent px-4 py-3 text-on-accent focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
    >
      {t("skip")}
    </a>
  );
}
