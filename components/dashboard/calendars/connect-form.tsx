"use client";

import { type ReactNode, startTransition, useActionState } from "react";
import { answered } from "@/components/calendars/answered";
import { refusal } from "@/components/calendars/words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { useFirstFault } from "@/components/ui/use-first-fault";
import type { ConnectState } from "@/lib/calendars/actions";

/** A form that asks a calendar, and says what it answered; what was typed stays. */
export function ConnectForm({
  hidden,
  action,
  children,
}: {
  hidden: Record<string, string>;
  action: (state: ConnectState, form: FormData) => Promise<ConnectState>;
  children: (fields: Record<string, string>) => ReactNode;
}) {
  const [state, send, pending] = useActionState<ConnectState, FormData>(async (before, form) => {
    const outcome = await answered(action(before, form));
    return outcome && "ok" in outcome ? { status: "refused", code: outcome.code } : outcome;
  }, null);
  const sent = useFirstFault(state);
  return (
    <form
      ref={sent}
      noValidate
      className="space-y-5"
      // Sent by hand: a form with an action is emptied afterwards, also when it is refused.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => send(form));
      }}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state?.status === "refused" && (
        <Notice tone="danger" live>
          {refusal(state.code)}
        </Notice>
      )}
      {children(state?.status === "invalid" ? state.fields : {})}
      <Button type="submit" variant="primary" pending={pending} block>
        {pending ? "Asking the calendar" : "Connect"}
      </Button>
    </form>
  );
}
