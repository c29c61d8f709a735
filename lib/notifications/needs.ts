import "server-only";
import type { NeedsSource } from "@/lib/today/need";
import { failedMessages } from "./data";
import { kindWords } from "./desk-words";

const SHOWN = 5;

/** Messages that could not be delivered; for those who manage. */
export const undelivered: NeedsSource = async ({ member }) => {
  if (member.membership.role === "staff") return null;
  const failed = await failedMessages(member.businessId);
  if (failed.length === 0) return null;
  return {
    key: "messages",
    title: "Messages that did not arrive",
    needs: failed.slice(0, SHOWN).map((message) => ({
      key: message.id,
      title: kindWords[message.kind] ?? "Message",
      detail: [`to ${message.recipient}`, message.reason].filter(Boolean).join(". "),
      href: `/dashboard/messages/${message.id}`,
      action: "Look and send again",
    })),
    more: { href: "/dashboard/messages?state=failed", label: "All of them" },
  };
};
