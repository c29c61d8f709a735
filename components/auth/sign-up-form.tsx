"use client";

import { useWords } from "#words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { signUp } from "@/lib/auth/actions";
import { CodeForm } from "./code-form";
import { FormMessage } from "./form-message";
import { PasswordInput } from "./password-input";
import { useCodeStep } from "./use-code-step";
import { fieldWords } from "./words";

/**
 * Opening an account: three fields, then a code.
 * @param email the address that an invitation went to, if one led here
 */
export function SignUpForm({ next, email }: { next: string; email: string }) {
  const t = useWords("auth");
  const problems = useWords("problems");
  const { step, state, run, pending, again, back } = useCodeStep(signUp);
  const form = useFirstFault(state);
  if (step) {
    return (
      <CodeForm
        email={step.email}
        purpose={step.purpose}
        next={next}
        sendAgain={again}
        onOtherAddress={back}
      />
    );
  }
  const failed = state && !state.ok ? state : null;
  return (
    <form ref={form} action={run} noValidate className="space-y-5">
      <FormMessage state={state} />
      <Field label={t("name")} error={fieldWords(t, problems, failed?.fields?.name)} required>
        <Input
          name="name"
          autoComplete="name"
          autoCapitalize="words"
          defaultValue={failed?.values?.name}
        />
      </Field>
      <Field label={t("email")} error={fieldWords(t, problems, failed?.fields?.email)} required>
        <Input
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          defaultValue={failed?.values?.email ?? email}
        />
      </Field>
      <Field
        label={t("password")}
        hint={t("passwordHint")}
        error={fieldWords(t, problems, failed?.fields?.password)}
        required
      >
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <SubmitButton size="lg" block pending={pending}>
        {t("createAccount")}
      </SubmitButton>
    </form>
  );
}
