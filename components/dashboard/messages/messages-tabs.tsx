import { NavTabs } from "@/components/ui/nav-tabs";

/** The pages about messages. */
export function MessagesTabs({ current }: { current: "sent" | "reminders" | "wording" }) {
  return (
    <NavTabs
      label="Messages"
      items={[
        { href: "/dashboard/messages", label: "Sent", current: current === "sent" },
        {
          href: "/dashboard/messages/reminders",
          label: "Reminders and rules",
          current: current === "reminders",
        },
        { href: "/dashboard/messages/wording", label: "Wording", current: current === "wording" },
      ]}
    />
  );
}
