// The push services of the browsers. Their addresses come from the browser, so from anybody: without this list the
// server could be made to call whatever it can reach.
const SERVICES =
  /(^|\.)(fcm\.googleapis\.com|push\.services\.mozilla\.com|notify\.windows\.com|push\.apple\.com)$/;

/**
 * Whether an address is one that knocks on browsers.
 * @param appUrl an installation on this machine may also knock on this machine, for trying it out
 */
export function isPushAddress(endpoint: string, appUrl: string): boolean {
  try {
    const url = new URL(endpoint);
    if (url.username || url.password) return false;
    if (url.protocol === "https:" && url.port === "") return SERVICES.test(url.hostname);
    return url.hostname === "127.0.0.1" && isHere(new URL(appUrl).hostname);
  } catch {
    return false;
  }
}

function isHere(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1";
}
