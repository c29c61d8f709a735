import { messageFor } from "@/lib/http/messages";

const words: Record<string, string> = {
  forbidden: "Only a manager may do this.",
  not_found: "This customer is no longer here: merged or erased by somebody else.",
  same_customer: "These are one and the same record already.",
  notes_too_long:
    "The notes of both together are too long. Shorten one of them first; then merge again.",
  not_confirmed: "That is not the name as it stands here.",
};

/** What to tell members about a refusal that concerns a customer. */
export function refusalWords(code: string): string {
  return words[code] ?? messageFor(code);
}

/** When an action did not get an answer. */
export const NOT_THROUGH = "That did not get through. Nothing was changed; please try again.";
