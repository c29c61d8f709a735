"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { requestVoice } from "@/lib/i18n/request";
import { callFunction } from "@/lib/supabase/functions";
import { sessionClient } from "@/lib/supabase/server";
import { businessCookie } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";
import { safeNext } from "./next";
import { afterSignIn, allowNewPassword, mayChoosePassword } from "./recovery";
import {
  type AuthState,
  addressOnly,
  type CodePurpose,
  codeForm,
  confirmLink,
  passwordSignIn,
  resetForm,
  signUpForm,
} from "./schema";

/** Signs in with a password, then goes where the person was heading. */
export async function signIn(_: AuthState, form: FormData): Promise<AuthState> {
  const input = parse(passwordSignIn, form);
  if (!input.ok) return input.state;
  const slow = await slowDown("signIn", input.value.email);
  if (slow) return slow;
  const db = await sessionClient();
  const { data, error } = await db.auth.signInWithPassword(input.value);
  // One answer for an unknown address, a wrong password and an address that is not confirmed yet: anything finer would
  // tell strangers who has an account.
  if (error) return refused(error.status, "wrong_credentials", { email: input.value.email });
  await claimBookings(data.user);
  redirect(await afterSignIn(safeNext(form.get("next"))));
}

/**
 * Sends a code to sign in with; the answer is the same whether the address is known or not. Whoever has booked has no
 * account until they want to see their bookings: the first code opens it, and proves that the address is theirs. Nobody
 * else is written to.
 */
export async function sendSignInCode(_: AuthState, form: FormData): Promise<AuthState> {
  const input = parse(addressOnly, form);
  if (!input.ok) return input.state;
  const slow = await slowDown("mail", input.value.email);
  if (slow) return slow;
  const db = await sessionClient();
  const [shouldCreateUser, emailRedirectTo] = await Promise.all([
    callFunction<boolean>("is_customer_address", { p_email: input.value.email }),
    mailLink(),
  ]);
  const { error } = await db.auth.signInWithOtp({
    email: input.value.email,
    options: { shouldCreateUser, emailRedirectTo },
  });
  if (isDown(error)) return { ok: false, code: "unavailable", values: input.value };
  return sent(input.value.email, "sign-in");
}

/** Opens an account and sends a code that proves the address. */
export async function signUp(_: AuthState, form: FormData): Promise<AuthState> {
  const input = parse(signUpForm, form);
  if (!input.ok) return input.state;
  const { name, email, password } = input.value;
  const slow = await slowDown("mail", email, { name });
  if (slow) return slow;
  const [db, emailRedirectTo] = await Promise.all([sessionClient(), mailLink()]);
  const { data, error } = await db.auth.signUp({
    email,
    password,
    options: { data: { name }, emailRedirectTo },
  });
  if (error?.code === "weak_password") {
    return {
      ok: false,
      code: "weak_password",
      fields: { password: "too easy to guess" },
      values: { name, email },
    };
  }
  if (isDown(error)) return { ok: false, code: "unavailable", values: { name, email } };
  // Somebody with this address has an account already: they get a code to sign in with, and whoever typed the address
  // sees the same page as for a new one.
  const known = error ?? (data.user && (data.user.identities ?? []).length === 0);
  if (known) {
    await db.auth.signInWithOtp({ email, options: { shouldCreateUser: false, emailRedirectTo } });
  }
  return sent(email, "sign-up");
}

/** Sends a code and a link to choose a new password with; says the same for every address. */
export async function sendRecovery(_: AuthState, form: FormData): Promise<AuthState> {
  const input = parse(addressOnly, form);
  if (!input.ok) return input.state;
  const slow = await slowDown("mail", input.value.email);
  if (slow) return slow;
  const db = await sessionClient();
  const { error } = await db.auth.resetPasswordForEmail(input.value.email, {
    redirectTo: await mailLink(),
  });
  if (isDown(error)) return { ok: false, code: "unavailable", values: input.value };
  return sent(input.value.email, "recovery");
}

/** Takes the six digits of a mail. */
export async function enterCode(_: AuthState, form: FormData): Promise<AuthState> {
  const input = parse(codeForm, form);
  if (!input.ok) return input.state;
  const { email, code: token, purpose } = input.value;
  const slow = await slowDown("signIn", email, { code: token });
  if (slow) return slow;
  const db = await sessionClient();
  // A sign-up with a known address got a sign-in code, and an address that was never confirmed may get either.
  const types = {
    "sign-in": ["magiclink", "signup"],
    "sign-up": ["signup", "magiclink"],
    recovery: ["recovery"],
  } as const;
  for (const type of types[purpose]) {
    const { data, error } = await db.auth.verifyOtp({ email, token, type });
    if (isDown(error)) return { ok: false, code: "unavailable", values: { email, code: token } };
    if (error) continue;
    await claimBookings(data.user);
    if (purpose === "recovery") {
      await allowNewPassword();
      redirect("/reset");
    }
    redirect(await afterSignIn(safeNext(form.get("next"))));
  }
  return { ok: false, code: "wrong_code", values: { email, code: token } };
}

/**
 * Takes the link of a mail. Behind a button rather than on opening: programs that look into mail for viruses open every
 * link, and would spend it; and a link to somebody else's account must not sign anybody in unasked.
 */
export async function followLink(_: AuthState, form: FormData): Promise<AuthState> {
  const input = confirmLink.safeParse(Object.fromEntries(form));
  if (!input.success) return { ok: false, code: "link_used" };
  const slow = await slowDown("signIn", input.data.token_hash);
  if (slow) return slow;
  const db = await sessionClient();
  const { data, error } = await db.auth.verifyOtp(input.data);
  if (isDown(error)) return { ok: false, code: "unavailable" };
  if (error) return { ok: false, code: "link_used" };
  const claimed = await claimBookings(data.user);
  if (input.data.type === "recovery") {
    await allowNewPassword();
    redirect("/reset");
  }
  // The link does not know what its account was opened for: a customer has bookings, anybody else opens a business.
  const begin = input.data.type === "signup" && claimed === 0 ? "/start" : "";
  redirect(await afterSignIn(safeNext(form.get("next")) || begin));
}

/** Sets a new password after a recovery code or link, and signs every other device out. */
export async function choosePassword(_: AuthState, form: FormData): Promise<AuthState> {
  const input = parse(resetForm, form);
  if (!input.ok) return input.state;
  if (!(await mayChoosePassword())) return { ok: false, code: "signed_out" };
  const db = await sessionClient();
  const { error } = await db.auth.updateUser({ password: input.value.password });
  if (error) {
    if (error.code === "same_password") {
      return { ok: false, code: "weak_password", fields: { password: "this is the old one" } };
    }
    if (error.code === "weak_password") {
      return { ok: false, code: "weak_password", fields: { password: "too easy to guess" } };
    }
    return { ok: false, code: isDown(error) ? "unavailable" : "signed_out" };
  }
  await mayChoosePassword({ once: true });
  await db.auth.signOut({ scope: "others" });
  redirect(await afterSignIn(""));
}

/** Signs this device out. */
export async function signOut(): Promise<void> {
  const db = await sessionClient();
  await db.auth.signOut({ scope: "local" });
  (await cookies()).delete(businessCookie);
  redirect("/");
}

/** Tells the mail's template (supabase/templates) which language the visitor reads. */
async function mailLink(): Promise<string> {
  return `${env().APP_URL}/auth/confirm?lang=${(await requestVoice()).language}`;
}

type Input<T> = { ok: true; value: T } | { ok: false; state: AuthState };

function parse<S extends z.ZodType>(schema: S, form: FormData): Input<z.output<S>> {
  const raw = Object.fromEntries(form);
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, value: result.data };
  const typed = (name: string) => (typeof raw[name] === "string" ? raw[name] : undefined);
  return {
    ok: false,
    state: {
      ok: false,
      code: "invalid",
      fields: fieldErrors(result.error),
      values: { email: typed("email"), name: typed("name"), code: typed("code") },
    },
  };
}

async function slowDown(
  kind: "signIn" | "mail",
  account: string,
  typed?: { name?: string; code?: string },
): Promise<AuthState> {
  const address = clientAddress(await headers(), env().TRUSTED_PROXIES);
  const outcome = await throttle(
    kind === "signIn"
      ? { signInPerAddress: address, signInPerAccount: account }
      : { mailPerAddress: address, mailPerAccount: account },
  );
  if (outcome.ok) return null;
  const values = account.includes("@") ? { email: account, ...typed } : undefined;
  return { ok: false, code: "too_many", retryAfter: outcome.retryAfter, values };
}

function sent(email: string, purpose: CodePurpose): AuthState {
  return { ok: true, step: "code", email, purpose };
}

function refused(
  status: number | undefined,
  code: "wrong_credentials",
  values: { email: string },
): AuthState {
  return { ok: false, code: isDown({ status }) ? "unavailable" : code, values };
}

function isDown(error: { status?: number | undefined } | null): boolean {
  return (
    error !== null && (error.status === undefined || error.status === 0 || error.status >= 500)
  );
}

/**
 * Bookings made with this address before there was an account belong to whoever has proven it.
 * @returns of how many businesses they are a customer by that
 */
async function claimBookings(user: { id: string; email?: string } | null): Promise<number> {
  if (!user?.email) return 0;
  return callFunction("link_customer", { p_user_id: user.id, p_email: user.email });
}
