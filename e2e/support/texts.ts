interface Text {
  direction: string;
  body: string;
}

const url = process.env.MAILBOX_URL ?? "";

async function texts(number: string): Promise<Text[]> {
  const answer = await fetch(`${url}/api/sms?to=${encodeURIComponent(number)}`);
  return ((await answer.json()) as { messages: Text[] }).messages;
}

/**
 * Waits for a text message on a phone of the local stack.
 * @returns its words
 */
export async function smsTo(number: string, words: RegExp, timeoutMs = 20_000): Promise<string> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const found = (await texts(number)).find(
      ({ direction, body }) => direction !== "inbound" && words.test(body),
    );
    if (found) return found.body;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no text message to ${number} about ${words}`);
}

/**
 * Answers from a phone; the stack signs the callback as Twilio does.
 * @returns what Daybook answers back
 */
export async function answerBySms(number: string, body: string): Promise<string> {
  const answer = await fetch(`${url}/api/sms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: number, body }),
  });
  const { reply } = (await answer.json()) as { reply: string | null };
  return reply ?? "";
}
