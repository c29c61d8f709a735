import type { z } from "zod";

/**
 * Access to people's accounts, sealed before it reaches the database: AES-256-GCM, a fresh nonce each time, the
 * connection's id as associated data, so that one row's secret cannot be put into another row. Runs under Node and Deno.
 */

const encoder = new TextEncoder();

/** Keys by version; the highest seals, the others still open. */
export type SealKeys = ReadonlyMap<number, CryptoKey>;

/**
 * The keys of an installation.
 * @param listed CALENDAR_KEYS: `1:BASE64,2:BASE64` (32 bytes each); to change keys add a higher version and keep the old one
 * @param tokenSecret where no key is listed, version 0 is derived from TOKEN_SECRET
 * @throws Error naming the entry that is wrong, not its value
 */
export async function sealKeys(listed: string | undefined, tokenSecret: string): Promise<SealKeys> {
  const keys = new Map<number, CryptoKey>();
  const material = await crypto.subtle.importKey(
    "raw",
    encoder.encode(tokenSecret),
    "HKDF",
    false,
    ["deriveKey"],
  );
  keys.set(
    0,
    await crypto.subtle.deriveKey(
      {
        name: "HKDF",
        hash: "SHA-256",
        salt: encoder.encode("daybook"),
        info: encoder.encode("calendar access"),
      },
      material,
      { name: "AES-GCM", length: 256 },
      false,
      ["encrypt", "decrypt"],
    ),
  );
  for (const [index, entry] of (listed ?? "").split(",").entries()) {
    if (entry.trim() === "") continue;
    const [version, text] = entry.trim().split(":", 2);
    const bytes = fromBase64(text ?? "");
    if (!/^[1-9]\d{0,5}$/.test(version ?? "") || bytes?.length !== 32) {
      throw new Error(`CALENDAR_KEYS: entry ${index + 1} is not VERSION:BASE64 of 32 bytes`);
    }
    keys.set(
      Number(version),
      await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
    );
  }
  return keys;
}

/** Seals a value for one row. @returns the version of the key and the sealed text (base64 of nonce and cipher text) */
export async function seal(
  keys: SealKeys,
  rowId: string,
  value: unknown,
): Promise<{ keyVersion: number; sealed: string }> {
  const keyVersion = Math.max(...keys.keys());
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(rowId) },
    keys.get(keyVersion)!,
    encoder.encode(JSON.stringify(value)),
  );
  const bytes = new Uint8Array(nonce.length + cipher.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(cipher), nonce.length);
  return { keyVersion, sealed: toBase64(bytes) };
}

/**
 * Opens what was sealed for this row.
 * @throws Error without any detail when the key is missing, the row is another, or a bit has changed
 */
export async function unseal<T extends z.ZodType>(
  keys: SealKeys,
  rowId: string,
  { keyVersion, sealed }: { keyVersion: number; sealed: string },
  shape: T,
): Promise<z.infer<T>> {
  const key = keys.get(keyVersion);
  const bytes = fromBase64(sealed);
  if (!key || !bytes) throw new Error("sealed with a key that is not here");
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: encoder.encode(rowId) },
      key,
      bytes.subarray(12),
    );
    return shape.parse(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    // What the parser would say of a secret's content belongs in no log.
    throw new Error("the sealed access does not open");
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
