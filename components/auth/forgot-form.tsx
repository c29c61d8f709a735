"use client";

import { useWords } from "#words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { sendRecovery } from "@/lib/auth/actions";
import { CodeForm } from "./code-form";
import { FormMessage } from "./form-message";
import { useCodeStep } from "./use-code-step";
import { fieldWords } from "./words";

/** Asking for a code to choose a new password with. */
export function ForgotForm() {
  const t = useWords("auth");
  const problems = useWords("problems");
  const { step, state, run, pending, again, back } = useCodeStep(sendRecovery);
  const form = useFirstFault(state);
  if (step) {
    return (
      <CodeForm
        email={step.email}
        purpose={step.purpose}
        next=""
        sendAgain={again}
        onOtherAddress={back}
      />
    );
  }
  const failed = state && !state.ok ? state : null;
  return (
    <form ref={form} action={run} noValidate className="space-y-5">
      <FormMessage state={state} />
      <Field label={t("email")} error={fieldWords(t, problems, failed?.fields?.email)} required>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          defaultValue={failed?.values?.email}
        />
      </Field>
      <SubmitButton size="lg" block pending={pending}>
        {t("sendCode")}
      </SubmitButton>
    </form>
  );
}
