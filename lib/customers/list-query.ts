export const SHOWN = ["all", "no_shows", "blocked"] as const;
export type Shown = (typeof SHOWN)[number];

export const SORTS = ["name", "last", "visits", "added"] as const;
export type Sort = (typeof SORTS)[number];

/** What the list of customers shows; it is all in the URL. */
export interface CustomersFilter {
  search: string;
  show: Shown;
  sort: Sort;
  /** From 1, as people count. */
  page: number;
}

const MAX_PAGE = 10_000;
const MAX_SEARCH = 100;

/** A page number from a URL: from 1, and 1 for whatever is no page. */
export function readPage(value: string | null | undefined): number {
  const page = Number(value ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}

/**
 * Reads the list's URL; whatever makes no sense falls back.
 * @param get one parameter's value
 */
export function readCustomersFilter(
  get: (name: string) => string | null | undefined,
): CustomersFilter {
  return {
    search: searchText(get("q")),
    show: SHOWN.find((one) => one === get("show")) ?? "all",
    sort: SORTS.find((one) => one === get("sort")) ?? "name",
    page: readPage(get("page")),
  };
}

/** What can be searched for: trimmed, of a bearable length, without what a database cannot keep. */
export function searchText(value: string | null | undefined): string {
  // Cut by characters, so that none is halved.
  const text = [...(value ?? "").replaceAll("\0", "").trim()].slice(0, MAX_SEARCH).join("");
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Writes a filter as a query, leaving out what goes without saying. */
export function writeCustomersFilter(filter: CustomersFilter): string {
  const params = new URLSearchParams();
  if (filter.search) params.set("q", filter.search);
  if (filter.show !== "all") params.set("show", filter.show);
  if (filter.sort !== "name") params.set("sort", filter.sort);
  if (filter.page > 1) params.set("page", String(filter.page));
  const text = params.toString();
  return text ? `?${text}` : "";
}
