/**
 * Secrets of the links that customers get by mail. A token is derived, not drawn: the same booking always has the same token, so that a
 * repeated request and a retried e-mail carry the same link, while the database holds only its hash.
 * Runs under Node, Deno and the browser's engines (WebCrypto).
 */

const encoder = new TextEncoder();

/**
 * The token of a booking's manage link.
 * @param secret the installation's TOKEN_SECRET (at least 32 characters)
 * @param bookingId the booking's UUID
 * @returns 43 characters of base64url, safe in a path
 */
export function manageToken(secret: string, bookingId: string): Promise<string> {
  return derivedToken(secret, `manage:${bookingId}`);
}

/**
 * The token of a waiting customer's link.
 * @param secret the installation's TOKEN_SECRET
 * @param entryId the UUID of the entry on the waiting list
 */
export function waitlistToken(secret: string, entryId: string): Promise<string> {
  return derivedToken(secret, `waitlist:${entryId}`);
}

/**
 * The token of a customer's preferences link. Unlike the others it is looked up nowhere: it says whose it is and proves
 * it, because it has to outlive every booking.
 * @param secret the installation's TOKEN_SECRET
 * @param customerId the customer's UUID
 * @returns 65 characters of base64url: the id and its signature
 */
export async function preferencesToken(secret: string, customerId: string): Promise<string> {
  const hex = customerId.replaceAll("-", "").toLowerCase();
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return `${base64url(bytes)}${await derivedToken(secret, `preferences:${customerId.toLowerCase()}`)}`;
}

/** The customer that a preferences token is of; null for anything that this installation has not made. */
export async function readPreferencesToken(secret: string, token: string): Promise<string | null> {
  if (!/^[A-Za-z0-9_-]{65}$/.test(token)) return null;
  const bytes = atob(token.slice(0, 22).replaceAll("-", "+").replaceAll("_", "/"));
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(
    "",
  );
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const expected = await preferencesToken(secret, id);
  // All characters are compared, whatever the first ones are.
  let difference = expected.length ^ token.length;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ token.charCodeAt(index);
  }
  return difference === 0 ? id : null;
}

/**
 * The token of an invitation to sign in to a business.
 * @param secret the installation's TOKEN_SECRET
 * @param invitationId the invitation's UUID
 */
export function inviteToken(secret: string, invitationId: string): Promise<string> {
  return derivedToken(secret, `invite:${invitationId}`);
}

/**
 * The token of a calendar feed's address.
 * @param secret the installation's TOKEN_SECRET
 * @param feedId the feed's UUID
 */
export function feedToken(secret: string, feedId: string): Promise<string> {
  return derivedToken(secret, `feed:${feedId}`);
}

// An installation has one secret; its key is made once.
let made: { secret: string; key: Promise<CryptoKey> } | undefined;

function keyOf(secret: string): Promise<CryptoKey> {
  if (made?.secret !== secret) {
    const hash = { name: "HMAC", hash: "SHA-256" };
    const key = crypto.subtle.importKey("raw", encoder.encode(secret), hash, false, ["sign"]);
    made = { secret, key };
  }
  return made.key;
}

async function derivedToken(secret: string, subject: string): Promise<string> {
  const signature = await crypto.subtle.sign("HMAC", await keyOf(secret), encoder.encode(subject));
  return base64url(new Uint8Array(signature));
}

/**
 * What the database knows of a token.
 * @returns SHA-256 in lower-case hex (64 characters)
 */
export async function tokenHash(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether a string has the shape of a token; anything else needs no look in the database. */
export function isTokenShaped(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(value);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
