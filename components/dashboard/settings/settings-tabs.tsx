import { NavTabs } from "@/components/ui/nav-tabs";

const places = [
  { key: "business", href: "/dashboard/settings", label: "Business" },
  { key: "look", href: "/dashboard/settings/look", label: "Look and links" },
  { key: "embed", href: "/dashboard/settings/embed", label: "On your website" },
  { key: "languages", href: "/dashboard/settings/languages", label: "Languages" },
  { key: "team", href: "/dashboard/settings/team", label: "Team" },
  { key: "data", href: "/dashboard/settings/data", label: "Data and closing" },
] as const;

/** The parts of the settings. */
export function SettingsTabs({ here }: { here: (typeof places)[number]["key"] }) {
  return (
    <NavTabs
      label="Settings"
      items={places.map(({ key, href, label }) => ({ href, label, current: key === here }))}
    />
  );
}
