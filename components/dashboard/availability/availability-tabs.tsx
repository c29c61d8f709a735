import { NavTabs } from "@/components/ui/nav-tabs";

const places = [
  { key: "hours", href: "/dashboard/availability", label: "Hours" },
  { key: "team", href: "/dashboard/availability/team", label: "Everyone's week" },
  { key: "rules", href: "/dashboard/availability/rules", label: "Booking rules" },
] as const;

/** The parts of the availability pages; rules are for managers. */
export function AvailabilityTabs({
  here,
  manages,
}: {
  here: (typeof places)[number]["key"];
  manages: boolean;
}) {
  return (
    <NavTabs
      label="Availability"
      items={places
        .filter(({ key }) => manages || key !== "rules")
        .map(({ key, href, label }) => ({ href, label, current: key === here }))}
    />
  );
}
