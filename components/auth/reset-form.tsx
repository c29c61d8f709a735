"use client";

import { useActionState } from "react";
import { useWords } from "#words";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { choosePassword } from "@/lib/auth/actions";
import { FormMessage } from "./form-message";
import { PasswordInput } from "./password-input";
import { fieldWords } from "./words";

/** Choosing a new password. The hidden address tells password managers whose it is. */
export function ResetForm({ email }: { email: string }) {
  const t = useWords("auth");
  const problems = useWords("problems");
  const [state, action, pending] = useActionState(choosePassword, null);
  const form = useFirstFault(state);
  const fields = state && !state.ok ? state.fields : undefined;
  return (
    <form ref={form} action={action} noValidate className="space-y-5">
      <FormMessage state={state} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label={t("newPassword")}
        hint={t("passwordHint")}
        error={fieldWords(t, problems, fields?.password)}
        required
      >
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <SubmitButton size="lg" block pending={pending}>
        {t("save")}
      </SubmitButton>
    </form>
  );
}
