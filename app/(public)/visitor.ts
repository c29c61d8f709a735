import "server-only";
import { cookies, headers } from "next/headers";
import { CHOSEN_ZONE_COOKIE, DEVICE_ZONE_COOKIE } from "@/components/booking/zone-cookies";
import { requestLocale } from "@/lib/i18n/request";
import { isTimeZone } from "@/lib/scheduling/zone";

/**
 * How to show times to whoever asks for this page.
 * @param named what the address of a framed page says in place of cookies, which it does not get: the zone (`tz`), and
 *   whether the visitor chose it (`own`)
 * @returns the zone (the visitor's choice, else their device's, else the business's), whether they chose it, and the
 *   locale
 */
export async function visitor(
  business: {
    timeZone: string;
    locale: string;
    country: string;
  },
  named: Record<string, string | string[] | undefined> = {},
): Promise<{ zone: string; chosen: boolean; locale: string }> {
  const [jar, locale] = await Promise.all([cookies(), requestLocale(business)]);
  const zoneOf = (value: unknown) =>
    typeof value === "string" && value.length <= 64 && isTimeZone(value) ? value : null;
  const framed = zoneOf(named.tz);
  if (framed) return { zone: framed, chosen: named.own === "1", locale };
  const chosen = zoneOf(jar.get(CHOSEN_ZONE_COOKIE)?.value);
  return {
    zone: chosen ?? zoneOf(jar.get(DEVICE_ZONE_COOKIE)?.value) ?? business.timeZone,
    chosen: chosen !== null,
    locale,
  };
}

/** This response's nonce, for the one script that a page may carry. */
export async function nonce(): Promise<string | undefined> {
  return (await headers()).get("x-nonce") ?? undefined;
}
