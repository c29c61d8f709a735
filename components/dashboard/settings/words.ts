import { messageFor } from "@/lib/http/messages";
import type { Role } from "@/lib/members/rules";

export const roleNames: Record<Role, string> = {
  owner: "Owner",
  manager: "Manager",
  staff: "Staff",
};

export const roleHints: Record<Role, string> = {
  owner: "Everything, the team and closing the business included.",
  manager: "Every appointment, services, people, hours, messages and figures.",
  staff: "The diary and customers; changes their own appointments and hours.",
};

const words: Record<string, string> = {
  last_owner: "A business needs an owner. Make somebody else an owner first.",
  already_member: "Somebody with this address signs in here already.",
  already_invited: "Another owner has just invited this address.",
  not_confirmed: "That is not the name as it stands here.",
  not_found: "This is no longer here; somebody else has changed it.",
  not_through: "That did not get through. Nothing was changed; please try again.",
};

/** What to tell about a refusal that concerns the team. */
export function teamWords(code: string): string {
  return words[code] ?? messageFor(code);
}
