import type { AuthCode, AuthState } from "@/lib/auth/schema";
import { formatDuration } from "@/lib/format";

const words: Record<Exclude<AuthCode, "invalid" | "too_many">, string> = {
  wrong_credentials:
    "That address and password do not go together. Look at both again, or have a code sent to you instead.",
  wrong_code:
    "That code is not right, or it has run out. Look at the newest e-mail, or have another sent.",
  link_used: "This link has been used already, or it has run out. Have a new one sent.",
  weak_password: "Please choose another password.",
  signed_out: "The time to choose a new password has run out. Please ask for a new code.",
  unavailable: "Signing in does not work at the moment. Please try again in a minute.",
};

/** The sentence above a form of the sign-in pages; null when the fields say it all. */
export function sentenceFor(state: AuthState): string | null {
  if (!state || state.ok || state.code === "invalid") return null;
  if (state.code === "too_many") {
    const minutes = Math.ceil((state.retryAfter ?? 60) / 60);
    return `That was tried very often just now. Please wait ${formatDuration(minutes, "en-GB")} and try again.`;
  }
  return words[state.code];
}
