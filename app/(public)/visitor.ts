import "server-only";
import { cookies, headers } from "next/headers";
import { CHOSEN_ZONE_COOKIE, DEVICE_ZONE_COOKIE } from "@/components/booking/zone-cookies";
import { requestLocale } from "@/lib/i18n/request";
import { isTimeZone } from "@/lib/scheduling/zone";

/**
 * How to show times to whoever asks for this page.
 * @returns the zone (the visitor's choice, else their device's, else the business's), whether they chose it, and the
 *   locale
 */
export async function visitor(business: {
  timeZone: string;
  locale: string;
  country: string;
}): Promise<{ zone: string; chosen: boolean; locale: string }> {
  const jar = await cookies();
  const zoneIn = (name: string) => {
    const value = jar.get(name)?.value;
    return value && value.length <= 64 && isTimeZone(value) ? value : null;
  };
  const chosen = zoneIn(CHOSEN_ZONE_COOKIE);
  return {
    zone: chosen ?? zoneIn(DEVICE_ZONE_COOKIE) ?? business.timeZone,
    chosen: chosen !== null,
    locale: await requestLocale(business),
  };
}

/** This response's nonce, for the one script that a page may carry. */
export async function nonce(): Promise<string | undefined> {
  return (await headers()).get("x-nonce") ?? undefined;
}
