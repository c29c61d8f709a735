import "server-only";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import type { Access } from "./access";
import { providerSettings } from "./installation";
import { ProviderRefused } from "./port";
import { googleClient } from "./providers/google";
import { MICROSOFT_SCOPES, microsoftClient } from "./providers/microsoft";

export type OAuthProvider = "google" | "microsoft";

/** The least that does the work: the list of calendars, their events, and whose account it is. */
const GOOGLE_SCOPES = [
  "openid",
  "email",
  "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
  "https://www.googleapis.com/auth/calendar.events",
];

/** What a browser keeps, in a cookie of its own, between leaving for the provider and coming back. */
export interface Journey {
  state: string;
  verifier: string;
  businessId: string;
  staffId: string;
  /** Who left: somebody else who has signed in meanwhile does not connect their calendars. */
  userId: string;
}

export function isOAuthProvider(name: string): name is OAuthProvider {
  return name === "google" || name === "microsoft";
}

/** The sign-ins that this installation has. */
export function offeredSignIns(): OAuthProvider[] {
  const { google, microsoft } = providerSettings();
  return [...(google ? (["google"] as const) : []), ...(microsoft ? (["microsoft"] as const) : [])];
}

export function cookieOf(provider: OAuthProvider): string {
  return `daybook-calendar-${provider}`;
}

function redirectUri(provider: OAuthProvider): string {
  return `${env().APP_URL}/api/calendars/${provider}/callback`;
}

/**
 * Where to send somebody who wants to connect an account: with a state that only this browser knows and a PKCE challenge
 * whose verifier stays here.
 * @param hint the account to connect again, if it is one; they may choose another
 * @throws ProviderRefused("not_configured")
 */
export async function beginSignIn(
  provider: OAuthProvider,
  who: { businessId: string; staffId: string; userId: string },
  hint: string | null,
): Promise<{ url: string; journey: Journey }> {
  const journey = {
    ...who,
    state: randomBytes(32).toString("base64url"),
    verifier: randomBytes(48).toString("base64url"),
  };
  const challenge = createHash("sha256").update(journey.verifier).digest("base64url");
  const settings = providerSettings();
  if (provider === "google") {
    if (!settings.google) throw new ProviderRefused("not_configured");
    const url = googleClient(settings.google, redirectUri(provider)).generateAuthUrl({
      scope: GOOGLE_SCOPES,
      state: journey.state,
      access_type: "offline",
      include_granted_scopes: true,
      // Without it, Google gives the long-lived access only the very first time.
      prompt: hint ? "consent" : "consent select_account",
      ...(hint ? { login_hint: hint } : {}),
      code_challenge: challenge,
      // The library's type is an enum that it exports for its values' sake alone.
      code_challenge_method: "S256" as never,
    });
    return { url, journey };
  }
  if (!settings.microsoft) throw new ProviderRefused("not_configured");
  const address = await microsoftClient(settings.microsoft).getAuthCodeUrl({
    scopes: MICROSOFT_SCOPES,
    redirectUri: redirectUri(provider),
    state: journey.state,
    ...(hint ? { loginHint: hint } : { prompt: "select_account" }),
    codeChallenge: challenge,
    codeChallengeMethod: "S256",
  });
  const { baseUrl } = settings.microsoft;
  const url = baseUrl ? address.replace("https://login.microsoftonline.com", baseUrl) : address;
  return { url, journey };
}

/** Whether what came back belongs to the journey that this browser began. */
export function isSameState(journey: Journey, state: string | null): boolean {
  const ours = Buffer.from(journey.state);
  const theirs = Buffer.from(state ?? "");
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

/**
 * Turns the code that came back into access.
 * @throws ProviderRefused: consent, scope_missing, refused
 */
export async function endSignIn(
  provider: OAuthProvider,
  journey: Journey,
  code: string,
): Promise<{ access: Access; account: string; accountKey: string }> {
  const settings = providerSettings();
  if (provider === "google") {
    if (!settings.google) throw new ProviderRefused("not_configured");
    const client = googleClient(settings.google, redirectUri(provider));
    const { tokens } = await client.getToken({ code, codeVerifier: journey.verifier }).catch(() => {
      throw new ProviderRefused("refused");
    });
    const granted = (tokens.scope ?? "").split(" ");
    if (!GOOGLE_SCOPES.slice(2).every((scope) => granted.includes(scope))) {
      throw new ProviderRefused("scope_missing");
    }
    if (!tokens.refresh_token) throw new ProviderRefused("consent");
    const { sub, email } = claimsOf(tokens.id_token);
    return {
      access: {
        provider,
        email,
        accessToken: tokens.access_token ?? null,
        refreshToken: tokens.refresh_token,
        expiresAt: tokens.expiry_date ?? null,
      },
      account: email,
      accountKey: sub,
    };
  }
  if (!settings.microsoft) throw new ProviderRefused("not_configured");
  const client = microsoftClient(settings.microsoft);
  const answer = await client
    .acquireTokenByCode({
      code,
      scopes: MICROSOFT_SCOPES,
      redirectUri: redirectUri(provider),
      codeVerifier: journey.verifier,
    })
    .catch(() => {
      throw new ProviderRefused("refused");
    });
  if (!answer.account) throw new ProviderRefused("consent");
  return {
    access: {
      provider,
      email: answer.account.username,
      accountId: answer.account.homeAccountId,
      cache: client.getTokenCache().serialize(),
    },
    account: answer.account.username,
    accountKey: answer.account.homeAccountId,
  };
}

/** The claims of an ID token that came straight from its issuer over TLS: its signature adds nothing (OpenID Connect 3.1.3.7). */
function claimsOf(token: string | null | undefined): { sub: string; email: string } {
  try {
    const claims = JSON.parse(Buffer.from(token!.split(".")[1]!, "base64url").toString());
    if (typeof claims.sub === "string") {
      return {
        sub: claims.sub,
        email: typeof claims.email === "string" ? claims.email : claims.sub,
      };
    }
  } catch {
    // Falls through: no token, or none that says who it is.
  }
  throw new ProviderRefused("refused");
}
