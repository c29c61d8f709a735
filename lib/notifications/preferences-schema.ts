import { z } from "zod";

/** What a customer wants to hear, as the page sends it. */
export const preferencesInput = z.object({
  reminderEmail: z.boolean(),
  reminderSms: z.boolean(),
  /** In the browsers that they have allowed. */
  reminderPush: z.boolean(),
  newsEmail: z.boolean(),
  newsSms: z.boolean(),
});
export type PreferencesInput = z.infer<typeof preferencesInput>;

/** What a customer agreed to: when, where, in which words. */
export interface Consent {
  at: string;
  source: string;
  text: string;
}

export interface CustomerPreferences extends PreferencesInput {
  name: string;
  email: string | null;
  phone: string | null;
  /** How many browsers they have allowed to be knocked on. */
  browsers: number;
  locale: string;
  /** The number has answered STOP: no text message reaches it, whatever stands here. */
  stopped: boolean;
  business: {
    slug: string;
    name: string;
    brandColor: string;
    locale: string;
    country: string;
  };
}
