"use client";

import { startTransition, useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFirstFault } from "@/components/ui/use-first-fault";
import { saveSitesAction } from "@/lib/embed/actions";
import { messageFor } from "@/lib/http/messages";

/** On whose websites the booking may stand. */
export function SitesForm({ businessId, origins }: { businessId: string; origins: string[] }) {
  const [state, save, pending] = useActionState(saveSitesAction, null);
  const form = useFirstFault(state);
  return (
    <form
      ref={form}
      noValidate
      className="max-w-2xl space-y-4 border-line border-t pt-6"
      // Sent by hand: a form with an action is emptied afterwards, also when it is refused.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => save(form));
      }}
    >
      <h2 className="font-medium text-lg">Which websites may show it</h2>
      <input type="hidden" name="business" value={businessId} />
      <Field
        label="Your websites"
        hint="One a line, such as www.example.com; *.example.com for all below it. Empty means any website."
        error={state?.status === "invalid" ? state.problem : undefined}
      >
        <Textarea
          name="sites"
          rows={3}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          defaultValue={origins.join("\n")}
        />
      </Field>
      {state?.status === "saved" && (
        <Notice tone="ok" live>
          {state.origins.length === 0
            ? "Saved. Any website may show it."
            : `Saved. Only ${state.origins.join(", ")} may show it.`}
        </Notice>
      )}
      {state?.status === "forbidden" && (
        <Notice tone="danger" live>
          {messageFor("forbidden")}
        </Notice>
      )}
      <SubmitButton pending={pending}>Save</SubmitButton>
    </form>
  );
}
