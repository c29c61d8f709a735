"use client";

import { startTransition, useActionState, useRef, useState } from "react";
import type { AuthState } from "@/lib/auth/schema";

type Action = (state: AuthState, form: FormData) => Promise<AuthState>;

/**
 * A form that leads to a code: keeps what was sent, so that it can be sent again, and the way back to another address.
 */
export function useCodeStep(action: Action) {
  const last = useRef<FormData | null>(null);
  const [dismissed, dismiss] = useState<AuthState>(null);
  const [state, run, pending] = useActionState<AuthState, FormData>((previous, form) => {
    last.current = form;
    return action(previous, form);
  }, null);
  const step = state?.ok && state !== dismissed ? state : null;
  return {
    /** Set once a code is on its way. */
    step,
    /** What the form itself has to say. */
    state: state?.ok ? null : state,
    run,
    pending,
    again: () => {
      const form = last.current;
      if (form) startTransition(() => run(form));
    },
    back: () => dismiss(state),
  };
}
