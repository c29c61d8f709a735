"use client";

import { useActionState, useState } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { sendSignInCode, signIn } from "@/lib/auth/actions";
import { withNext } from "@/lib/auth/next";
import { CodeForm } from "./code-form";
import { FormMessage } from "./form-message";
import { PasswordInput } from "./password-input";
import { useCodeStep } from "./use-code-step";
import { fieldWords } from "./words";

/**
 * Signing in, with a password or with a code.
 * @param email the address that an invitation went to, if one led here
 */
export function SignInForm({ next, email }: { next: string; email: string }) {
  const t = useWords("auth");
  const problems = useWords("problems");
  // Whoever only books has no password.
  const [way, setWay] = useState<"password" | "code">(
    next.startsWith("/account") ? "code" : "password",
  );
  const [state, action, pending] = useActionState(signIn, null);
  const code = useCodeStep(sendSignInCode);
  const shown = way === "password" ? state : code.state;
  const form = useFirstFault(shown);

  if (code.step) {
    return (
      <CodeForm
        email={code.step.email}
        purpose={code.step.purpose}
        next={next}
        sendAgain={code.again}
        onOtherAddress={code.back}
      />
    );
  }

  const fields = shown && !shown.ok ? shown.fields : undefined;
  const typed = shown && !shown.ok ? shown.values?.email : undefined;
  return (
    <form
      ref={form}
      action={way === "password" ? action : code.run}
      noValidate
      className="space-y-5"
    >
      <FormMessage state={shown} />
      <input type="hidden" name="next" value={next} />
      <Field label={t("email")} error={fieldWords(t, problems, fields?.email)} required>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          defaultValue={typed ?? email}
        />
      </Field>
      {way === "password" && (
        <Field label={t("password")} error={fieldWords(t, problems, fields?.password)} required>
          <PasswordInput name="password" autoComplete="current-password" />
        </Field>
      )}
      <div className="space-y-3 pt-1">
        <SubmitButton size="lg" block pending={pending || code.pending}>
          {way === "password" ? t("signIn") : t("sendCode")}
        </SubmitButton>
        <Button
          size="lg"
          block
          onClick={() => setWay(way === "password" ? "code" : "password")}
          aria-describedby="way-hint"
        >
          {way === "password" ? t("withCode") : t("withPassword")}
        </Button>
        <p id="way-hint" className="text-muted text-sm">
          {t("codeHint")}
        </p>
      </div>
      {way === "password" && (
        <p>
          <TextLink href={withNext("/forgot", next)} className="inline-flex min-h-11 items-center">
            {t("forgotten")}
          </TextLink>
        </p>
      )}
    </form>
  );
}
