import { preferencesToken } from "../bookings/token.ts";
import type { LetterSettings } from "./compose.ts";

type Settings = Pick<LetterSettings, "appUrl" | "tokenSecret">;

/** Where a customer chooses what to hear. */
export async function preferencesUrl(settings: Settings, customerId: string): Promise<string> {
  return `${settings.appUrl}/preferences/${await preferencesToken(settings.tokenSecret, customerId)}`;
}

/** Where one POST stops the e-mails of a topic (RFC 8058). */
export async function unsubscribeUrl(
  settings: Settings,
  customerId: string,
  topic: "reminder" | "news",
): Promise<string> {
  const token = await preferencesToken(settings.tokenSecret, customerId);
  return `${settings.appUrl}/api/unsubscribe/${token}?topic=${topic}`;
}
