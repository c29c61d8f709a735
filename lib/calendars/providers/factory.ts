import type { Access, KeepAccess } from "../access.ts";
import type { CalendarProvider } from "../port.ts";
import { ProviderRefused } from "../port.ts";
import { safeFetch } from "../safe-fetch.ts";
import { caldavProvider } from "./caldav.ts";
import { feedProvider } from "./feed.ts";
import { type GoogleSettings, googleProvider } from "./google.ts";
import { type MicrosoftSettings, microsoftProvider } from "./microsoft.ts";

/** What of an installation the providers need. */
export interface ProviderSettings {
  google: GoogleSettings | null;
  microsoft: MicrosoftSettings | null;
  /** Lets tests read calendars of this machine. */
  allowPrivate: boolean;
}

/** A CalDAV server's list of ten thousand entries is larger than a file that anybody should subscribe to. */
const CALDAV_BYTES = 25 * 1024 * 1024;

/** The provider of an access. @throws ProviderRefused("not_configured") where the installation has no such sign-in */
export function providerFor(
  access: Access,
  settings: ProviderSettings,
  keep: KeepAccess,
): CalendarProvider {
  const { allowPrivate } = settings;
  switch (access.provider) {
    case "google":
      if (!settings.google) throw new ProviderRefused("not_configured");
      return googleProvider(access, { settings: settings.google, keep });
    case "microsoft":
      if (!settings.microsoft) throw new ProviderRefused("not_configured");
      return microsoftProvider(access, { settings: settings.microsoft, keep });
    case "caldav":
      return caldavProvider(access, { fetch: safeFetch({ allowPrivate, maxBytes: CALDAV_BYTES }) });
    case "feed":
      return feedProvider({ url: access.url, fetch: safeFetch({ allowPrivate }) });
  }
}
