import { unstable_rethrow } from "next/navigation";
import type { BookingState } from "@/lib/bookings/actions";

/** What a form has to say when its answer never came. */
export type SentState = BookingState | { status: "unsent" };

/**
 * An action, with an answer for when none came: a lost connection is told beside the form and loses nothing of it. Made
 * once per action, outside of any component.
 */
export function orUnsent(
  action: (state: BookingState, form: FormData) => Promise<BookingState>,
): (state: SentState, form: FormData) => Promise<SentState> {
  return async (state, form) => {
    try {
      return await action(state.status === "unsent" ? { status: "idle" } : state, form);
    } catch (cause) {
      unstable_rethrow(cause);
      return { status: "unsent" };
    }
  };
}
