import type { EmailChannel, Push, Sms, Transport } from "./port.ts";
import { type PushSettings, pushChannel } from "./push.ts";
import { resendChannel } from "./resend.ts";
import { smtpChannel } from "./smtp.ts";
import { type TwilioSettings, twilioChannel } from "./twilio.ts";

/** How an installation sends e-mail; Resend if there is a key for it, else SMTP. */
export interface EmailSettings {
  resendApiKey?: string;
  resendBaseUrl?: string;
  smtpUrl?: string;
}

/**
 * The channel that the settings name.
 * @throws Error if they name none
 */
export function emailChannel(settings: EmailSettings): EmailChannel {
  const { resendApiKey, resendBaseUrl, smtpUrl } = settings;
  if (resendApiKey) return resendChannel({ apiKey: resendApiKey, baseUrl: resendBaseUrl });
  if (smtpUrl) return smtpChannel(smtpUrl);
  throw new Error("no way to send e-mail: neither RESEND_API_KEY nor SMTP_URL is set");
}

/** Text messages, by Twilio where the installation has an account there. */
export function smsChannel(settings: TwilioSettings | undefined): Transport<Sms> {
  return settings ? twilioChannel(settings) : missing("text messages are not set up");
}

/** Knocks on browsers, where the installation has keys for it. */
export function browserChannel(settings: PushSettings | undefined): Transport<Push> {
  return settings ? pushChannel(settings) : missing("web push is not set up");
}

/** A channel that the installation lacks: its messages are refused with the reason, and a manager can send them again later. */
function missing<Message>(error: string): Transport<Message> {
  return { name: "none", send: async () => ({ result: "refused", error }), close: () => {} };
}
