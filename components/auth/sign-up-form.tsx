"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { signUp } from "@/lib/auth/actions";
import { CodeForm } from "./code-form";
import { FormMessage } from "./form-message";
import { PasswordInput } from "./password-input";
import { useCodeStep } from "./use-code-step";

/** Opening an account: three fields, then a code. */
export function SignUpForm({ next }: { next: string }) {
  const { step, state, run, pending, again, back } = useCodeStep(signUp);
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
    <form action={run} noValidate className="space-y-5">
      <FormMessage state={state} />
      <Field label="Your name" error={failed?.fields?.name} required>
        <Input
          name="name"
          autoComplete="name"
          autoCapitalize="words"
          defaultValue={failed?.values?.name}
        />
      </Field>
      <Field label="E-mail" error={failed?.fields?.email} required>
        <Input
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          defaultValue={failed?.values?.email}
        />
      </Field>
      <Field
        label="Password"
        hint="At least 8 characters; a short sentence is easy to remember."
        error={failed?.fields?.password}
        required
      >
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <SubmitButton size="lg" block pending={pending}>
        Create my account
      </SubmitButton>
    </form>
  );
}
