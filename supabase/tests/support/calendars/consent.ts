import { createHash, randomUUID } from "node:crypto";
import type { Answer, Asked } from "./server.ts";

const text = (value: unknown) => (typeof value === "string" ? value : "");

function html(status: number, body: string): Answer {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    text: `<!doctype html><html lang="en"><title>Sign in</title><h1>Daybook wants to see your calendars</h1>${body}</html>`,
  };
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** Where somebody allows or denies (RFC 6749, 4.1, with PKCE, RFC 7636): what a provider insists on is insisted on here. */
export function consentDesk(client: { id: string; secret: string }) {
  const codes = new Map<string, { challenge: string; redirectUri: string; scope: string }>();
  return {
    /** The page that asks. */
    page({ url }: Asked): Answer {
      const asked = (name: string) => url.searchParams.get(name) ?? "";
      const redirectUri = asked("redirect_uri");
      const wrong = [
        asked("client_id") !== client.id && "client_id",
        asked("response_type") !== "code" && "response_type",
        !URL.canParse(redirectUri) && "redirect_uri",
        asked("code_challenge_method") !== "S256" && "code_challenge_method",
        asked("code_challenge").length < 43 && "code_challenge",
        asked("state").length < 20 && "state",
      ].filter(Boolean);
      if (wrong.length > 0) return html(400, `<p>invalid_request: ${wrong.join(", ")}</p>`);
      const code = randomUUID();
      codes.set(code, { challenge: asked("code_challenge"), redirectUri, scope: asked("scope") });
      const back = (answer: Record<string, string>) => {
        const target = new URL(redirectUri);
        for (const [name, value] of Object.entries({ ...answer, state: asked("state") })) {
          target.searchParams.set(name, value);
        }
        return escaped(target.href);
      };
      return html(
        200,
        `<p>${escaped(asked("scope"))}</p><p>${escaped(asked("login_hint"))}</p>` +
          `<a href="${back({ code })}">Allow</a> <a href="${back({ error: "access_denied" })}">Deny</a>`,
      );
    },
    /** Turns a code into what was allowed, once; null when anything about it is not as it was. */
    redeem({ body, headers }: Asked): { scope: string } | null {
      const known = codes.get(text(body.code));
      codes.delete(text(body.code));
      const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
      const authenticated = body.client_secret === client.secret || headers.authorization === basic;
      const challenge = createHash("sha256").update(text(body.code_verifier)).digest("base64url");
      return known &&
        authenticated &&
        body.redirect_uri === known.redirectUri &&
        challenge === known.challenge
        ? { scope: known.scope }
        : null;
    },
  };
}

/** An ID token as far as its claims are read. */
export function idToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.x`;
}
