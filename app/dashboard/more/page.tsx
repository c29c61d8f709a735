import {
  Bell,
  CalendarSync,
  ChartColumn,
  Clock,
  ExternalLink,
  Hourglass,
  Mail,
  Plus,
  Scissors,
  Settings,
  UserRound,
  Users,
} from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { BusinessSwitcher } from "@/components/dashboard/business-switcher";
import { Unread } from "@/components/dashboard/messages/unread";
import { DashboardPage } from "@/components/dashboard/page";
import { SignOut } from "@/components/dashboard/sign-out";
import { PageHeader } from "@/components/ui/page-header";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "More" };

export default async function MorePage() {
  const { person, membership, memberships } = await requireMember("/dashboard/more");
  const links = [
    { href: "/dashboard/notifications", label: "Notifications", icon: Bell },
    { href: "/dashboard/customers", label: "Customers", icon: Users },
    { href: "/dashboard/waitlist", label: "Waiting list", icon: Hourglass },
    { href: "/dashboard/availability", label: "Hours", icon: Clock },
    { href: "/dashboard/calendars", label: "Other calendars", icon: CalendarSync },
    ...(membership.role === "staff"
      ? []
      : [
          { href: "/dashboard/services", label: "Services", icon: Scissors },
          { href: "/dashboard/staff", label: "People", icon: UserRound },
          { href: "/dashboard/analytics", label: "Figures", icon: ChartColumn },
          { href: "/dashboard/messages", label: "Messages", icon: Mail },
          { href: "/dashboard/settings", label: "Settings", icon: Settings },
        ]),
    { href: `/${membership.slug}`, label: "Public page", icon: ExternalLink },
    { href: "/start", label: "Open another business", icon: Plus },
  ];
  return (
    <DashboardPage className="max-w-2xl">
      <PageHeader title="More" />
      <div className="rounded-lg border border-line bg-surface p-1">
        <BusinessSwitcher
          current={membership}
          others={memberships.filter((one) => one.businessId !== membership.businessId)}
        />
      </div>
      <ul className="divide-y divide-line border-line border-y">
        {links.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link href={href} className="flex min-h-14 items-center gap-3">
              <Icon aria-hidden="true" className="size-5 text-muted" />
              {label}
              {href === "/dashboard/notifications" && <Unread />}
            </Link>
          </li>
        ))}
      </ul>
      <ThemeSwitch />
      <div className="border-line border-t pt-4">
        <p className="text-muted">{person.email}</p>
        <SignOut />
      </div>
    </DashboardPage>
  );
}
