import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Mark } from "@/components/brand/wordmark";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import type { Membership, Person } from "@/lib/supabase/session";
import { BusinessSwitcher } from "./business-switcher";
import { BusinessFrame } from "./follow-business";
import { Bell } from "./messages/bell";
import { NoticesTold } from "./messages/notices-told";
import { RailNav, TabBar } from "./nav";
import { SignOut } from "./sign-out";

/** The dashboard's frame: a rail on a desk, a tab bar on a phone. */
export function Shell({
  person,
  membership,
  memberships,
  waiting,
  unread,
  locale,
  children,
}: {
  person: Person;
  membership: Membership;
  memberships: Membership[];
  /** Requests that wait for an answer. */
  waiting: number;
  /** Notices that the person has not read. */
  unread: number;
  locale: string;
  children: ReactNode;
}) {
  const others = memberships.filter((one) => one.businessId !== membership.businessId);
  return (
    <NoticesTold businessId={membership.businessId} unread={unread}>
      <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <aside className="hidden border-line border-e bg-sunken lg:block print:hidden">
          <div className="sticky top-0 flex h-dvh flex-col gap-3 overflow-y-auto p-3">
            <div className="flex items-center gap-1 pt-1">
              <Mark className="ms-3 shrink-0" />
              <div className="min-w-0 flex-1">
                <BusinessSwitcher current={membership} others={others} />
              </div>
            </div>
            <nav aria-label="Dashboard">
              <RailNav waiting={waiting} manages={membership.role !== "staff"} />
            </nav>
            <div className="mt-auto">
              <Bell
                businessId={membership.businessId}
                timeZone={membership.timeZone}
                locale={locale}
              />
              <a
                href={`/${membership.slug}`}
                className="flex min-h-11 items-center gap-3 rounded-md px-3 text-muted transition-colors hover:text-ink"
              >
                <ExternalLink aria-hidden="true" className="size-5" />
                Public page
              </a>
              <ThemeSwitch />
              <div className="mt-2 flex items-center justify-between gap-2 border-line border-t pt-1">
                <p className="min-w-0 truncate ps-3 text-muted text-sm">{person.name}</p>
                <SignOut />
              </div>
            </div>
          </div>
        </aside>
        <BusinessFrame id={membership.businessId}>{children}</BusinessFrame>
        <TabBar waiting={waiting} />
      </div>
    </NoticesTold>
  );
}
