/** The first stop of the keyboard on every page; each page's <main> carries id="main". */
export function SkipLink({ children = "Skip to the page" }: { children?: string }) {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-md bg-accent px-4 py-3 text-on-accent focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
    >
      {children}
    </a>
  );
}
