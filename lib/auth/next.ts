/** Where a sign-in leads when nothing else was asked for. */
export const NO_WISH = "";

// Resolving against a host that cannot exist shows whether a browser would leave the site.
const HERE = "http://here.invalid";

/**
 * A path of this site that somebody else may have written, if it is safe to follow.
 * @returns the path with its query, or "" for anything a browser might take elsewhere
 */
export function safePath(wish: unknown): string {
  if (typeof wish !== "string" || wish.length > 1000) return NO_WISH;
  // Browsers read a backslash as a slash and drop tabs and line breaks, so "/\t/evil.example" would leave the site.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!wish.startsWith("/") || /[\\\u0000-\u001f\u007f]/.test(wish)) return NO_WISH;
  let url: URL;
  try {
    url = new URL(wish, HERE);
  } catch {
    return NO_WISH;
  }
  if (url.origin !== HERE || url.pathname.startsWith("//")) return NO_WISH;
  return url.pathname + url.search + url.hash;
}

/**
 * The path to go to after signing in, if it is safe to follow.
 * @param wish whatever stands in `next`: written by us, or by whoever made the link
 * @returns a path on this site with its query, or ""
 */
export function safeNext(wish: unknown): string {
  const path = safePath(wish);
  // The confirm page would spend a second link, and coming back to a sign-in page looks like a failure.
  return /^\/(?:auth|sign-in|sign-up|forgot)(?:[/?#]|$)/.test(path) ? NO_WISH : path;
}

/** A link to `path` that carries the wish along. */
export function withNext(path: string, next: string): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path;
}
