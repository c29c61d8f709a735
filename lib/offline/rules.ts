/** The pages whose last reading is kept for a day without a network: one's own day, and one's own bookings. */
const READABLE = [
  /^\/dashboard(\/(calendar|bookings|waitlist|more))?$/,
  /^\/account$/,
  /^\/manage\/[^/]+$/,
  /^\/waitlist\/[^/]+$/,
];

/** What those pages read from the server by themselves. */
const READABLE_DATA = [/^\/api\/dashboard\/(calendar|appointments)(\/|$)/];

/** Whether a page's last reading is kept. */
export function isReadableOffline(pathname: string): boolean {
  return READABLE.some((pattern) => pattern.test(pathname));
}

/** Whether an answer of the API belongs to a page that is kept. */
export function isReadableData(pathname: string): boolean {
  return READABLE_DATA.some((pattern) => pattern.test(pathname));
}

/** Files that never change under their name. */
export function isLasting(pathname: string): boolean {
  return pathname.startsWith("/_next/static/") || pathname.startsWith("/icons/");
}
