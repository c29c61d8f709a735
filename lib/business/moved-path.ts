/**
 * The same page at the present address, or null when that is where it is asked for already.
 * @param here path and search as they were asked for
 * @param asked what they name
 * @param now what it is called now; a service that is no longer offered keeps its name in the address
 */
export function movedPath(
  here: string,
  asked: { business: string; service?: string | undefined },
  now: { business: string; service: string | null },
): string | null {
  const { pathname, search } = new URL(here, "http://here.invalid");
  const parts = pathname.split("/");
  const at = parts[1] === "embed" ? 2 : 1;
  if (parts[at] !== asked.business) return null;
  parts[at] = now.business;
  if (asked.service && parts[at + 1] === asked.service)
    parts[at + 1] = now.service ?? asked.service;
  const path = parts.join("/");
  return path === pathname ? null : path + search;
}
