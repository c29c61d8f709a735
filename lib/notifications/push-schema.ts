import { z } from "zod";
import { isPushAddress } from "./push-address.ts";

const base64url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/);

/** A browser's address at its push service, with its keys. @param appUrl this installation */
export function subscriptionSchema(appUrl: string) {
  return z.object({
    endpoint: z
      .url()
      .max(600)
      .refine((address) => isPushAddress(address, appUrl), "no push service"),
    keys: z.object({ p256dh: base64url.min(80).max(120), auth: base64url.min(16).max(40) }),
  });
}

/** Which browser, to forget it or to ask for it. */
export const endpointSchema = z.object({ endpoint: z.string().max(600) });

/** What kind of browser it is, for its owner to tell it from others. */
export function deviceOf(request: Request): string {
  return (request.headers.get("user-agent") ?? "").slice(0, 120);
}
