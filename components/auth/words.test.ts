import { describe, expect, it } from "vitest";
import {
  type AuthCode,
  addressOnly,
  codeForm,
  passwordSignIn,
  resetForm,
  signUpForm,
} from "@/lib/auth/schema";
import { languages } from "@/lib/i18n/languages";
import { inLanguage } from "@/lib/i18n/testing";
import { fieldWords, sentenceFor } from "./words";

const codes: Exclude<AuthCode, "invalid">[] = [
  "wrong_credentials",
  "wrong_code",
  "link_used",
  "weak_password",
  "signed_out",
  "too_many",
  "unavailable",
];

/** Whatever can be wrong with what people type on the way in. */
const messages = [
  passwordSignIn.safeParse({ email: "", password: "" }),
  passwordSignIn.safeParse({ password: "x".repeat(300) }),
  addressOnly.safeParse({ email: `${"x".repeat(300)}@mail.example` }),
  signUpForm.safeParse({ name: "", email: "no address", password: "short" }),
  signUpForm.safeParse({ name: "x".repeat(200), password: "é".repeat(50) }),
  codeForm.safeParse({ email: "a@mail.example", code: "12", purpose: "sign-in" }),
  resetForm.safeParse({}),
].flatMap(({ error }) => error?.issues.map(({ message }) => message) ?? []);

describe.each(languages)("the way in, in %s", (language) => {
  const t = inLanguage(language, "auth");
  const problems = inLanguage(language, "problems");

  it("has a sentence for each way in which it can fail", () => {
    const said = codes.map((code) => sentenceFor(t, { ok: false, code, retryAfter: 200 }));
    expect(new Set(said).size).toBe(codes.length);
    expect(sentenceFor(t, { ok: false, code: "invalid" })).toBeNull();
  });

  it("has one for all that can be wrong with a field", () => {
    const all = [...new Set([...messages, "too easy to guess", "this is the old one"])];
    expect(all.length).toBeGreaterThan(7);
    expect(all.filter((message) => fieldWords(t, problems, message) === problems("other"))).toEqual(
      [],
    );
  });
});

it("says how long to wait and how short a password is", () => {
  expect(
    sentenceFor(inLanguage("de", "auth"), { ok: false, code: "too_many", retryAfter: 200 }),
  ).toMatch(/warten Sie 4.Min/);
  expect(
    fieldWords(inLanguage("ar", "auth"), inLanguage("ar", "problems"), "at least 8 characters"),
  ).toBe("8 أحرف على الأقل.");
});
