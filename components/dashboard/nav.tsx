"use client";

import {
  BookOpenText,
  CalendarDays,
  CalendarSync,
  ChartColumn,
  Clock,
  Ellipsis,
  Hourglass,
  ListChecks,
  type LucideIcon,
  Mail,
  Scissors,
  Settings,
  UserRound,
  Users,
} from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { OpeningMark } from "@/components/ui/opening-mark";
import { useNoticesTold } from "./messages/notices-told";

interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
}

const TODAY: Place = { href: "/dashboard", label: "Today", icon: BookOpenText };
const CALENDAR: Place = { href: "/dashboard/calendar", label: "Calendar", icon: CalendarDays };
const BOOKINGS: Place = { href: "/dashboard/bookings", label: "Bookings", icon: ListChecks };
const CUSTOMERS: Place = { href: "/dashboard/customers", label: "Customers", icon: Users };
const MESSAGES: Place = { href: "/dashboard/messages", label: "Messages", icon: Mail };
const HOURS: Place = { href: "/dashboard/availability", label: "Hours", icon: Clock };
const SERVICES: Place = { href: "/dashboard/services", label: "Services", icon: Scissors };
const STAFF: Place = { href: "/dashboard/staff", label: "People", icon: UserRound };
const OTHERS: Place = {
  href: "/dashboard/calendars",
  label: "Other calendars",
  icon: CalendarSync,
};
const FIGURES: Place = { href: "/dashboard/analytics", label: "Figures", icon: ChartColumn };
const SETTINGS: Place = { href: "/dashboard/settings", label: "Settings", icon: Settings };
const WAITLIST: Place = { href: "/dashboard/waitlist", label: "Waiting list", icon: Hourglass };
const MORE: Place = { href: "/dashboard/more", label: "More", icon: Ellipsis };

/** Everything the rail leads to; on phones what is not a tab is under "More". */
const RAIL = [TODAY, CALENDAR, BOOKINGS, CUSTOMERS, WAITLIST, HOURS, OTHERS];
/** What only those who manage see. */
const MANAGED = [SERVICES, STAFF, FIGURES, MESSAGES, SETTINGS];
const TABS = [TODAY, CALENDAR, BOOKINGS, MORE];

function isHere(place: Place, pathname: string): boolean {
  if (place === TODAY) return pathname === place.href;
  if (place === MORE) {
    return [CUSTOMERS, HOURS, OTHERS, WAITLIST, ...MANAGED, MORE].some(({ href }) =>
      pathname.startsWith(href),
    );
  }
  // /dashboard/calendars is not a page of /dashboard/calendar.
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}

/** The places of the dashboard, down the side of a desk screen; settings are for those who manage. */
export function RailNav({ waiting, manages }: { waiting: number; manages: boolean }) {
  const pathname = usePathname();
  const places = manages ? [...RAIL, ...MANAGED] : RAIL;
  return (
    <ul className="space-y-0.5">
      {places.map((place) => (
        <li key={place.href}>
          <Link
            href={place.href}
            aria-current={isHere(place, pathname) ? "page" : undefined}
            className={cn(
              "flex min-h-11 items-center gap-3 rounded-md px-3 text-muted transition-colors hover:text-ink",
              "aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink",
            )}
          >
            <place.icon aria-hidden="true" className="size-5" />
            {place.label}
            {place === TODAY && <Waiting count={waiting} />}
            <OpeningMark className="ms-auto" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The same along the bottom of a phone. */
export function TabBar({ waiting }: { waiting: number }) {
  const { unread } = useNoticesTold();
  const pathname = usePathname();
  return (
    <nav
      aria-label="Dashboard"
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-4 border-line border-t bg-raised pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      {TABS.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={isHere(place, pathname) ? "page" : undefined}
          className="relative flex min-h-14 flex-col items-center justify-center gap-0.5 text-muted text-sm focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent-ink"
        >
          <OpeningMark className="absolute end-2 top-2" />
          <span className="relative">
            <place.icon aria-hidden="true" className="size-5.5" />
            {((place === TODAY && waiting > 0) || (place === MORE && unread > 0)) && (
              <span
                aria-hidden="true"
                className="absolute -end-1 -top-0.5 size-2 rounded-full bg-ribbon"
              />
            )}
          </span>
          {place.label}
          {place === TODAY && waiting > 0 && <span className="sr-only">, {waiting} waiting</span>}
          {place === MORE && unread > 0 && (
            <span className="sr-only">
              , {unread} unread {unread === 1 ? "notification" : "notifications"}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Waiting({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="tabular ms-auto rounded-full bg-warn-soft px-2 text-sm text-warn">
      {count}
      <span className="sr-only"> waiting</span>
    </span>
  );
}
