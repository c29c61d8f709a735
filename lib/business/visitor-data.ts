import "server-only";
import { requestVoice } from "@/lib/i18n/request";
import { publicPage } from "./data";
import { followMove } from "./moved";
import type { PublicPage } from "./schema";
import { pageIn } from "./translations";

/**
 * A business's page in the language of whoever asks for it, or null when there is none of that name. For pages: one that
 * is asked for at an address of before sends its reader on.
 */
export async function visitorsPage(slug: string): Promise<PublicPage | null> {
  const [page, { language }] = await Promise.all([publicPage(slug), requestVoice()]);
  if (!page) await followMove(slug);
  return page && pageIn(page, language);
}
