import "server-only";
import { requestVoice } from "@/lib/i18n/request";
import { publicPage } from "./data";
import type { PublicPage } from "./schema";
import { pageIn } from "./translations";

/** A business's page in the language of whoever asks for it, or null when there is none of that name. */
export async function visitorsPage(slug: string): Promise<PublicPage | null> {
  const [page, { language }] = await Promise.all([publicPage(slug), requestVoice()]);
  return page && pageIn(page, language);
}
