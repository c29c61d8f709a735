import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import type { Access } from "./access";
import type { CalendarProvider } from "./port";
import { type ProviderSettings, providerFor } from "./providers/factory";
import { type SealKeys, sealKeys } from "./seal";

/** What this installation has of providers: sign-ins that are set up, and whether private addresses may be read. */
export function providerSettings(): ProviderSettings {
  const {
    GOOGLE_CLIENT_ID,
    GOOGLE_CLIENT_SECRET,
    GOOGLE_BASE_URL,
    MICROSOFT_CLIENT_ID,
    MICROSOFT_CLIENT_SECRET,
    MICROSOFT_BASE_URL,
    CALENDAR_ALLOW_PRIVATE,
  } = env();
  return {
    google:
      GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET
        ? {
            clientId: GOOGLE_CLIENT_ID,
            clientSecret: GOOGLE_CLIENT_SECRET,
            baseUrl: GOOGLE_BASE_URL,
          }
        : null,
    microsoft:
      MICROSOFT_CLIENT_ID && MICROSOFT_CLIENT_SECRET
        ? {
            clientId: MICROSOFT_CLIENT_ID,
            clientSecret: MICROSOFT_CLIENT_SECRET,
            baseUrl: MICROSOFT_BASE_URL,
          }
        : null,
    allowPrivate: CALENDAR_ALLOW_PRIVATE,
  };
}

let known: Promise<SealKeys> | undefined;

/** The keys that seal access to people's calendars. */
export function installationKeys(): Promise<SealKeys> {
  known ??= sealKeys(env().CALENDAR_KEYS, env().TOKEN_SECRET);
  return known;
}

/** A provider for one request of a page; what it renews on the way is left to the worker, which will renew it too. */
export function openProvider(access: Access): CalendarProvider {
  return providerFor(access, providerSettings(), () => Promise.resolve());
}

/** The id of a connection: the same for the same account of the same staff member, so that connecting again finds it. */
export function connectionId(staffId: string, provider: string, account: string): string {
  const hex = createHash("sha256").update(`${staffId}\n${provider}\n${account}`).digest("hex");
  // A UUID of version 8: "made in a way of one's own" (RFC 9562).
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
