import { randomUUID } from "node:crypto";
import type { Db } from "./fixture.ts";
import type { TestStack } from "./stack.ts";

export const PASSWORD = "correct horse battery";

/** Somebody who speaks to the API: a session, or the publishable key alone. */
export interface Caller {
  name: string;
  userId: string | null;
  /** What their requests bear: the session's token, or the key itself. */
  bearer: string;
  /** Sends a request to the REST API and reads the answer, whatever it is. */
  rest(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface Answer {
  status: number;
  text: string;
  /** The rows of the answer; [] when it is not a list. */
  rows: Record<string, unknown>[];
}

/** A visitor: the publishable key and no session. */
export function visitor(stack: TestStack): Caller {
  return caller(stack, "visitor", null, stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY!);
}

/** The server itself: the secret key. */
export function server(stack: TestStack): Caller {
  return caller(stack, "server", null, stack.env.SUPABASE_SECRET_KEY!);
}

/** Makes an account and signs in with its password, through the API as a browser would. */
export async function signedIn(stack: TestStack, db: Db, name: string): Promise<Caller> {
  const userId = randomUUID();
  const email = `${name.replaceAll(" ", "-")}-${userId.slice(0, 8)}@people.example`;
  await db.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
       raw_user_meta_data, created_at, updated_at, confirmation_token, recovery_token, email_change, email_change_token_new,
       email_change_token_current)
     values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', 'authenticated', $2,
       extensions.crypt($3, extensions.gen_salt('bf', 4)), now(), '{"provider": "email", "providers": ["email"]}', '{}',
       now(), now(), '', '', '', '', '')`,
    [userId, email, PASSWORD],
  );
  await db.query(
    `insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
     values (gen_random_uuid(), 'email', $1::uuid::text, $1, jsonb_build_object('sub', $1::uuid::text, 'email', $2::text), now(), now(), now())`,
    [userId, email],
  );
  const answer = await fetch(`${stack.apiUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: {
      apikey: stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY!,
      "content-type": "application/json",
    },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${name} could not sign in: ${await answer.text()}`);
  const { access_token } = (await answer.json()) as { access_token: string };
  return caller(stack, name, userId, access_token);
}

function caller(stack: TestStack, name: string, userId: string | null, bearer: string): Caller {
  // The secret key travels as the key itself; a session's token goes with the publishable key.
  const key = bearer.startsWith("sb_secret_")
    ? bearer
    : stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY!;
  return {
    name,
    userId,
    bearer,
    async rest(method, path, body, headers = {}) {
      const answer = await fetch(`${stack.apiUrl}/rest/v1/${path}`, {
        method,
        headers: {
          apikey: key,
          authorization: `Bearer ${bearer}`,
          prefer: "return=representation",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        parsed = null;
      }
      return {
        status: answer.status,
        text,
        rows: Array.isArray(parsed) ? (parsed as Record<string, unknown>[]) : [],
      };
    },
  };
}
