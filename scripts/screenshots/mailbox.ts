import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../supabase/local/paths.ts";

/** Where the running demo's mail is read: MAILBOX_URL, or what the local stack says. Undefined on a hosted project. */
export function mailboxUrl(): string | undefined {
  if (process.env.MAILBOX_URL) return process.env.MAILBOX_URL;
  const file = join(process.env.DAYBOOK_STATE ?? join(PROJECT, ".daybook"), "stack.json");
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { env: { MAILBOX_URL?: string } }).env
    .MAILBOX_URL;
}

/** The text of the newest message to somebody whose text holds what is looked for, waiting for it to come. */
export async function mailText(to: string, holds: RegExp, about = /./): Promise<string> {
  const url = mailboxUrl();
  const end = Date.now() + 75_000;
  while (Date.now() < end) {
    const list = await fetch(`${url}/api/messages?to=${encodeURIComponent(to)}`);
    const { messages } = (await list.json()) as { messages: { id: string }[] };
    for (const { id } of messages) {
      const { text } = (await (await fetch(`${url}/api/messages/${id}`)).json()) as {
        text: string;
      };
      if (holds.test(text) && about.test(text)) return text;
    }
    await new Promise((wake) => setTimeout(wake, 300));
  }
  throw new Error(`no message to ${to} with ${holds}`);
}

/** The address in a message (one about something, if said) that leads to such a page of the app. */
export async function linkFor(to: string, page: string, about = /./): Promise<string> {
  const link = new RegExp(`https?://\\S+${page}\\S+`);
  const { pathname, search } = new URL(link.exec(await mailText(to, link, about))![0]);
  return pathname + search;
}
