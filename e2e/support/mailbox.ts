interface Summary {
  id: string;
  subject: string;
}

export interface Mail {
  id: string;
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; mimeType: string; text?: string }[];
}

const url = process.env.MAILBOX_URL ?? "";

/**
 * Waits for a message in the local mailbox: as long as the next run of the schedule may take, should the nudge be lost.
 * @param to the recipient
 * @param subject what its subject holds
 */
export async function mailTo(to: string, subject: RegExp, timeoutMs = 75_000): Promise<Mail> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/api/messages?to=${encodeURIComponent(to)}`);
    const { messages } = (await answer.json()) as { messages: Summary[] };
    const found = messages.find((message) => subject.test(message.subject));
    if (found) return (await fetch(`${url}/api/messages/${found.id}`)).json() as Promise<Mail>;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no message to ${to} about ${subject}`);
}
