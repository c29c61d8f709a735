/** What a foreign page asks for: the one script's data attributes, and the options of Daybook.open. */
export interface EmbedOptions {
  /** Slugs, as they stand in the public addresses. */
  business: string;
  /** Without one, the visitor chooses among all services first. */
  service?: string | undefined;
  staff?: string | undefined;
  /** A local date such as 2026-12-01 to open on. */
  date?: string | undefined;
  /** The language of the pages; without one, the visitor's own. */
  language?: string | undefined;
  /** "light" unless the page says otherwise: most websites have no dark side. */
  theme?: "light" | "dark" | "auto" | undefined;
}

/**
 * The path of the page to frame. Everything that a cookie would remember travels in it, because browsers keep cookies
 * from frames of other sites.
 * @param zone the device's zone, so that the first answer already shows the visitor's times
 */
export function framePath(options: EmbedOptions, zone?: string): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined) => {
    if (value) query.set(name, value);
  };
  put("staff", options.staff);
  put("date", options.date);
  put("lang", options.language);
  put("theme", options.theme ?? "light");
  put("tz", zone);
  const parts = [options.business, ...(options.service ? [options.service] : [])];
  return `/embed/${parts.map(encodeURIComponent).join("/")}?${query}`;
}

/** What stays the same from page to page of one frame. */
const LASTING = ["lang", "theme", "tz", "own", "list"] as const;

/** The part of a query that the next page of the same frame needs, beginning with "?", or "". */
export function lasting(query: { get(name: string): string | null }): string {
  const kept = new URLSearchParams();
  for (const name of LASTING) {
    const value = query.get(name);
    if (value !== null && value.length <= 64) kept.set(name, value);
  }
  const text = kept.toString();
  return text && `?${text}`;
}

/** A page's searchParams as the browser has them; a name that comes twice counts not at all. */
export function queryOf(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (typeof value === "string") query.set(name, value);
  return query;
}

/**
 * The theme that a framed page's address asks for.
 * @param path a path with its query
 * @returns undefined = as the device likes; null for a page that is in no frame
 */
export function frameTheme(path: string): "light" | "dark" | undefined | null {
  if (!path.startsWith("/embed/")) return null;
  const theme = new URLSearchParams(path.split("?")[1] ?? "").get("theme");
  return theme === "light" || theme === "dark" ? theme : undefined;
}
