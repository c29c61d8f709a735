/** The most sites that one business names. */
const MAX_SITES = 20;

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/;
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/;

/** Whoever tries a page out on their own machine has no certificate for it. */
const ON_THIS_MACHINE = ["http://localhost:*", "http://127.0.0.1:*"];

/**
 * The sites that somebody wrote down, one a line: "www.example.com", "https://example.com/booking", "*.example.com".
 * @returns them as origins, each once, or the first line that names none
 */
export function readSites(
  text: string,
): { ok: true; origins: string[] } | { ok: false; problem: string } {
  const origins = new Set<string>();
  for (const line of text.split(/[\n,]/)) {
    const wish = line.trim();
    if (wish === "") continue;
    const origin = originOf(wish);
    if (!origin)
      return {
        ok: false,
        problem: `“${wish.slice(0, 80)}” is not a website's address, such as https://www.example.com`,
      };
    origins.add(origin);
  }
  if (origins.size > MAX_SITES) return { ok: false, problem: `At most ${MAX_SITES} websites` };
  return { ok: true, origins: [...origins] };
}

function originOf(wish: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(wish) ? wish : `https://${wish}`;
  // "*" is no host name; what stands for it while the address is read is taken out again.
  const anyBelow = /^https:\/\/\*\./i.test(whole);
  let url: URL;
  try {
    url = new URL(anyBelow ? whole.replace("*.", "") : whole);
  } catch {
    return null;
  }
  if (LOCAL.test(url.origin)) return url.origin;
  const host = `${anyBelow ? "*." : ""}${url.host}`;
  if (url.protocol !== "https:" || !HOST.test(host) || host.length > 240) return null;
  return `https://${host}`;
}

/**
 * The value of frame-ancestors for a business's booking pages.
 * @param origins the sites that it names; none = any site over https
 */
export function frameAncestors(origins: readonly string[]): string {
  const named = origins.length > 0 ? origins : ["https:", ...ON_THIS_MACHINE];
  return ["'self'", ...named].join(" ");
}
