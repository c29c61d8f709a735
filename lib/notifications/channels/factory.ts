import type { EmailChannel } from "./port.ts";
import { resendChannel } from "./resend.ts";
import { smtpChannel } from "./smtp.ts";

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
