/** The zone that the visitor's device is in, as it said at the last visit. */
export const DEVICE_ZONE_COOKIE = "tz";
/** The zone that the visitor asked to see times in. */
export const CHOSEN_ZONE_COOKIE = "tz-chosen";
