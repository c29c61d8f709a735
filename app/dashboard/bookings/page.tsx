import { Download, Plus } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { Bookings } from "@/components/dashboard/bookings";
import { BookingsFilterBar } from "@/components/dashboard/bookings-filter";
import { SavedViews } from "@/components/dashboard/desk/saved-views";
import { DashboardPage } from "@/components/dashboard/page";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import {
  boundsOf,
  readBookingsFilter,
  writeBookingsFilter,
} from "@/lib/appointments/bookings-query";
import { findBookings } from "@/lib/appointments/data";
import { myStaffIds } from "@/lib/appointments/mine";
import { newBookingPath } from "@/lib/appointments/paths";
import { todayIn } from "@/lib/appointments/rules";
import { savedViews } from "@/lib/appointments/views";
import { zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Bookings" };

const PAGE_SIZE = 50;

export default async function BookingsPage({ searchParams }: PageProps<"/dashboard/bookings">) {
  const path = (await headers()).get("x-pathname") ?? "/dashboard/bookings";
  const member = await requireMember(path);
  const { db, businessId, membership } = member;
  const params = await searchParams;
  const filter = readBookingsFilter((name) => {
    const value = params[name];
    return typeof value === "string" ? value : null;
  });
  const today = todayIn(membership.timeZone, Date.now());
  const [desk, { rows, total }, views, only] = await Promise.all([
    deskOf(db, businessId),
    findBookings(db, businessId, {
      ...boundsOf(filter, membership.timeZone, today),
      search: filter.search,
      staff: filter.staff,
      service: filter.service,
      page: filter.page - 1,
      pageSize: PAGE_SIZE,
    }),
    savedViews(db, businessId),
    membership.role === "staff" ? myStaffIds(member) : null,
  ]);
  return (
    <DashboardPage>
      <PageHeader
        title="Bookings"
        description={`Times as they are read in ${zoneTime(membership.timeZone, desk.locale)}`}
        actions={
          <>
            <ButtonLink
              href={`/dashboard/bookings/export?business=${businessId}${writeBookingsFilter({ ...filter, page: 1 }).replace("?", "&")}`}
              prefetch={false}
              download
            >
              <Download aria-hidden="true" />
              Export
            </ButtonLink>
            <ButtonLink variant="primary" href={newBookingPath({ back: "/dashboard/bookings" })}>
              <Plus aria-hidden="true" />
              New booking
            </ButtonLink>
          </>
        }
      />
      <SavedViews
        businessId={businessId}
        views={views}
        query={writeBookingsFilter({ ...filter, page: 1 })}
      />
      <BookingsFilterBar filter={filter} desk={desk} />
      <Bookings
        businessId={businessId}
        desk={desk}
        filter={filter}
        only={only}
        rows={rows}
        total={total}
        pageSize={PAGE_SIZE}
      />
    </DashboardPage>
  );
}
