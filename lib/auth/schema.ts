import { z } from "zod";
import { personText } from "@/lib/bookings/schema";

/** bcrypt reads 72 bytes; what stands after them would not be checked. */
const MAX_PASSWORD_BYTES = 72;
const MIN_PASSWORD = 8;

const newPassword = z
  .string("your password")
  .min(MIN_PASSWORD, `at least ${MIN_PASSWORD} characters`)
  .refine(
    (value) => new TextEncoder().encode(value).length <= MAX_PASSWORD_BYTES,
    `at most ${MAX_PASSWORD_BYTES} characters`,
  );

const address = z
  .string("your e-mail address")
  .trim()
  .max(254, "at most 254 characters")
  .toLowerCase()
  .pipe(z.email("an e-mail address such as name@example.com"));

export const passwordSignIn = z.object({
  email: address,
  password: z.string().min(1, "your password").max(200, "your password"),
});

export const addressOnly = z.object({ email: address });

export const signUpForm = z.object({
  name: personText(120, "your name"),
  email: address,
  password: newPassword,
});

/** People paste codes with spaces around and within. */
const code = z
  .string()
  .transform((value) => value.replace(/\s+/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "the six digits from the e-mail"));

export const codePurpose = z.enum(["sign-in", "sign-up", "recovery"]);
export type CodePurpose = z.infer<typeof codePurpose>;

export const codeForm = z.object({ email: address, code, purpose: codePurpose });

export const resetForm = z.object({ password: newPassword });

/** The link in a mail, as supabase/templates write it. */
export const confirmLink = z.object({
  token_hash: z.string().min(10).max(200),
  type: z.enum(["signup", "magiclink", "recovery", "email_change"]),
});

/** Why a step of signing in did not go through; the words are in lib/i18n/messages/auth.ts. */
export type AuthCode =
  | "invalid"
  | "wrong_credentials"
  | "wrong_code"
  | "link_used"
  | "weak_password"
  | "signed_out"
  | "too_many"
  | "unavailable";

/** What a form of the sign-in pages shows after it has been sent. */
export type AuthState =
  | {
      ok: false;
      code: AuthCode;
      /** The rules' own words by field; components/auth/words.ts has the reader's. */
      fields?: Record<string, string>;
      /** What was typed, so that nothing but the password has to be typed again. */
      values?: { email?: string; name?: string; code?: string };
      /** Seconds until the next try, with `too_many`. */
      retryAfter?: number;
    }
  | {
      ok: true;
      /** A code is on its way, if the address is one that gets codes: the page never says which. */
      step: "code";
      email: string;
      purpose: CodePurpose;
    }
  | null;
