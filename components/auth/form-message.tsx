import { useWords } from "#words";
import { Notice } from "@/components/ui/states";
import type { AuthState } from "@/lib/auth/schema";
import { sentenceFor } from "./words";

/** What a form of the sign-in pages has to say as a whole, announced when it appears. */
export function FormMessage({ state }: { state: AuthState }) {
  const t = useWords("auth");
  const sentence = sentenceFor(t, state);
  if (!sentence) return null;
  const waiting = state && !state.ok && state.code === "too_many";
  return (
    <Notice tone={waiting ? "warn" : "danger"} live>
      {sentence}
    </Notice>
  );
}
