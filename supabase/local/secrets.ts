import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import webpush from "web-push";

/** Everything secret about one local stack: made once, kept beside its data. */
export interface Secrets {
  databasePassword: string;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  tokenSecret: string;
  functionSecret: string;
  /** Signs what the local stand-in for Twilio calls back with. */
  twilioToken: string;
  /** In the form that Resend gives out: whsec_ and base64. */
  resendWebhookSecret: string;
  /** The keys that web push is signed with. */
  vapidPublicKey: string;
  vapidPrivateKey: string;
}

/** The stack's secrets from `folder`, made at the first call. */
export function readSecrets(folder: string): Secrets {
  const file = join(folder, "secrets.json");
  const known: Partial<Secrets> = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Secrets>)
    : {};
  const vapid = webpush.generateVAPIDKeys();
  const fresh: Secrets = {
    databasePassword: randomBytes(18).toString("hex"),
    jwtSecret: randomBytes(32).toString("hex"),
    publishableKey: `sb_publishable_${randomBytes(18).toString("base64url")}`,
    secretKey: `sb_secret_${randomBytes(18).toString("base64url")}`,
    tokenSecret: randomBytes(32).toString("hex"),
    functionSecret: randomBytes(24).toString("hex"),
    twilioToken: randomBytes(16).toString("hex"),
    resendWebhookSecret: `whsec_${randomBytes(24).toString("base64")}`,
    vapidPublicKey: vapid.publicKey,
    vapidPrivateKey: vapid.privateKey,
  };
  // A folder from before a secret was needed gets it now, and keeps the others.
  const secrets: Secrets = { ...fresh, ...known };
  if (Object.keys(fresh).every((name) => name in known)) return secrets;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}
