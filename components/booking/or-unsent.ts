import { unstable_rethrow } from "next/navigation";

interface Idle {
  status: "idle";
}

/** What a form has to say when its answer never came. */
interface NotSent {
  status: "unsent";
}

/**
 * An action, with an answer for when none came: a lost connection is told beside the form and loses nothing of it. Made
 * once per action, outside of any component.
 */
export function orUnsent<S extends { status: string }>(
  action: (state: S | Idle, form: FormData) => Promise<S | Idle>,
): (state: S | Idle | NotSent, form: FormData) => Promise<S | Idle | NotSent> {
  return async (state, form) => {
    try {
      const before =
        state.status === "unsent" ? ({ status: "idle" } as const) : (state as S | Idle);
      return await action(before, form);
    } catch (cause) {
      unstable_rethrow(cause);
      return { status: "unsent" };
    }
  };
}
