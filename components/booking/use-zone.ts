"use client";

import { useCallback, useEffect, useState } from "react";
import { CHOSEN_ZONE_COOKIE, DEVICE_ZONE_COOKIE } from "./zone-cookies";
import { zoneOfToday } from "./zone-names";

const YEAR = 60 * 60 * 24 * 365;

function remember(name: string, value: string) {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it on the next request; the Cookie Store API is not everywhere.
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR}; samesite=lax`;
  } catch {
    // A frame without cookies of its own: the zone is in its address.
  }
}

/**
 * The zone that times are shown in. The server guesses (a cookie, else the business's zone); once in
 * the browser the device's own zone takes over, unless the visitor has chosen another.
 * @param shown what the server rendered with
 * @param chosen whether the visitor picked that zone on an earlier visit
 * @param ready false while a part of the page is not alive yet: React would throw away what the server drew of it, and
 *   the field that somebody is typing into
 */
export function useZone(
  shown: string,
  chosen: boolean,
  ready = true,
): [string, (zone: string) => void] {
  const [zone, setZone] = useState(shown);

  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!timeZone) return;
    const device = zoneOfToday(timeZone);
    remember(DEVICE_ZONE_COOKIE, device);
    if (!chosen && ready) setZone(device);
  }, [chosen, ready]);

  const choose = useCallback((next: string) => {
    remember(CHOSEN_ZONE_COOKIE, next);
    setZone(next);
  }, []);
  return [zone, choose];
}
