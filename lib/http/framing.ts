import { embedOrigins } from "@/lib/embed/data";
import { frameAncestors } from "@/lib/embed/origins";

/** Shows a business what its website will look like; framed by its settings page. */
export const PREVIEW_PATH = "/dashboard/settings/embed/preview";

/**
 * Who may show a page in a frame, as the value of frame-ancestors: nobody, except that the booking pages under /embed may
 * be framed by the sites that their business allows.
 */
export async function framing(pathname: string): Promise<string> {
  if (pathname === PREVIEW_PATH) return "'self'";
  const slug = /^\/embed\/([a-z0-9-]{1,60})(?:\/|$)/.exec(pathname)?.[1];
  if (!slug) return "'none'";
  try {
    return frameAncestors((await embedOrigins(slug)) ?? []);
  } catch {
    // Without the database nobody's wishes are known, and there is nothing to show either.
    return "'none'";
  }
}
