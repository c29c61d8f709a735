"use client";

import { useActionState } from "react";
import { useWords } from "#words";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { followLink } from "@/lib/auth/actions";
import { FormMessage } from "./form-message";

/** The last step of a link from an e-mail: a button that a person presses. */
export function LinkForm({
  tokenHash,
  type,
  next,
  label,
}: {
  tokenHash: string;
  type: string;
  next: string;
  label: string;
}) {
  const t = useWords("auth");
  const [state, action, pending] = useActionState(followLink, null);
  const spent = state && !state.ok && state.code === "link_used";
  return (
    <form action={action} className="space-y-5">
      <FormMessage state={state} />
      <input type="hidden" name="token_hash" value={tokenHash} />
      <input type="hidden" name="type" value={type} />
      <input type="hidden" name="next" value={next} />
      {spent ? (
        <ButtonLink
          href={type === "recovery" ? "/forgot" : "/sign-in"}
          variant="primary"
          size="lg"
          block
        >
          {type === "recovery" ? t("askAnew") : t("toSignIn")}
        </ButtonLink>
      ) : (
        <SubmitButton size="lg" block pending={pending}>
          {label}
        </SubmitButton>
      )}
    </form>
  );
}
