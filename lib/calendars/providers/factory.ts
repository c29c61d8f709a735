import type { Access, KeepAccess } from "../access.ts";
import type { Pace } from "../pace.ts";
import type { CalendarProvider } from "../port.ts";
import { ProviderRefused } from "../port.ts";
import { safeFetch } from "../safe-fetch.ts";
import { caldavProvider } from "./caldav.ts";
import { feedProvider } from "./feed.ts";
import { type GoogleSettings, googleProvider, isGoogleRefusal } from "./google.ts";
import { type MicrosoftSettings, microsoftProvider } from "./microsoft.ts";

/** What of an installation the providers need. */
export interface ProviderSettings {
  google: GoogleSettings | null;
  microsoft: MicrosoftSettings | null;
  /** Lets tests read calendars of this machine. */
  allowPrivate: boolean;
  /** How fast each provider may be asked, for a worker that asks for many; a single page's request need not keep it. */
  paceOf?: (name: string) => Pace;
}

/** A CalDAV server's list of ten thousand entries is larger than a file that anybody should subscribe to. */
const CALDAV_BYTES = 25 * 1024 * 1024;

/** The provider of an access. @throws ProviderRefused("not_configured") where the installation has no such sign-in */
export function providerFor(
  access: Access,
  settings: ProviderSettings,
  keep: KeepAccess,
): CalendarProvider {
  const { allowPrivate, paceOf } = settings;
  const paced = (name: string, inner: typeof fetch) => paceOf?.(name).fetch(inner) ?? inner;
  switch (access.provider) {
    case "google":
      if (!settings.google) throw new ProviderRefused("not_configured");
      return googleProvider(access, {
        settings: settings.google,
        keep,
        ...(paceOf ? { fetch: paceOf("google").fetch(fetch, isGoogleRefusal) } : {}),
      });
    case "microsoft":
      if (!settings.microsoft) throw new ProviderRefused("not_configured");
      return microsoftProvider(access, {
        settings: settings.microsoft,
        keep,
        fetch: paced("microsoft", fetch),
      });
    case "caldav": {
      const guarded = safeFetch({ allowPrivate, maxBytes: CALDAV_BYTES });
      return caldavProvider(access, { fetch: paced(hostOf(access.serverUrl), guarded) });
    }
    case "feed":
      return feedProvider({
        url: access.url,
        fetch: paced(hostOf(access.url), safeFetch({ allowPrivate })),
      });
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
