import type { Metadata } from "next";
import { z } from "zod";
import { NewBooking, type Opening } from "@/components/dashboard/desk/new-booking";
import { DashboardPage } from "@/components/dashboard/page";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { bookAgain } from "@/lib/appointments/again";
import { bookableServices } from "@/lib/appointments/desk-data";
import { myStaffIds } from "@/lib/appointments/mine";
import { isDate, todayIn } from "@/lib/appointments/rules";
import { startInstant } from "@/lib/bookings/schema";
import { customerRecord } from "@/lib/customers/data";
import { zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { localDateOf } from "@/lib/scheduling";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "New booking" };

const NOBODY = { id: null, name: "", email: "", phone: "" };

/**
 * Books at the desk. The address may name what is known already: service, staff, customer (ids), start (ISO) or date,
 * again (a booking to be made once more) and back (where to return to).
 */
export default async function NewBookingPage({
  searchParams,
}: PageProps<"/dashboard/bookings/new">) {
  const member = await requireMember("/dashboard/bookings/new");
  const { db, businessId, membership } = member;
  const params = await searchParams;
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value : undefined;
  };
  const id = (name: string) => z.uuid().safeParse(text(name)).data;
  const only = membership.role === "staff" ? await myStaffIds(member) : null;
  const now = Date.now();
  const zone = membership.timeZone;
  const [desk, services, again, known] = await Promise.all([
    deskOf(db, businessId),
    bookableServices(db, businessId, only),
    id("again") ? bookAgain(db, businessId, zone, id("again")!, now) : null,
    id("customer") ? customerRecord(db, businessId, id("customer")!) : null,
  ]);
  const typed = startInstant.safeParse(text("start")).data ?? null;
  const start = typed ?? again?.start ?? null;
  const date = text("date");
  const staffId = again?.staffId ?? id("staff") ?? null;
  // A person's column was pressed: the first of what they do.
  const usual = services.find(({ staff }) => !staffId || staff.some((one) => one.id === staffId));
  const wanted = again?.serviceId ?? id("service");
  const service = services.find((one) => one.id === wanted) ?? usual ?? services[0];
  const opening: Opening = {
    serviceId: service?.id ?? "",
    staffId,
    date:
      start !== null ? localDateOf(zone, start) : date && isDate(date) ? date : todayIn(zone, now),
    start,
    party: again?.party ?? 1,
    customer:
      again?.customer ??
      (known && !known.erasedAt && !known.mergedInto
        ? {
            id: known.id,
            name: known.name,
            email: known.email ?? "",
            phone: known.phone ?? "",
          }
        : NOBODY),
    answers: again?.answers ?? {},
    note: again?.note ?? "",
    rebookedFrom: again?.bookingId ?? null,
  };
  const back = text("back");
  const returnTo = back?.startsWith("/dashboard") ? back : "/dashboard/calendar";
  return (
    <DashboardPage>
      <PageHeader
        title={again ? "Book again" : "New booking"}
        description={
          again && again.start === null
            ? "The same weekday and time is not free in the next twelve weeks. Choose another."
            : `Times as they are read in ${zoneTime(zone, desk.locale)}`
        }
        back={{ href: returnTo, label: "Back" }}
      />
      {service ? (
        <NewBooking
          businessId={businessId}
          desk={desk}
          services={services}
          opening={opening}
          mayChooseAnybody={only === null}
          back={returnTo}
        />
      ) : (
        <EmptyState
          title="Nothing to book yet"
          action={<ButtonLink href="/dashboard">Back to today</ButtonLink>}
        >
          Bookings need a service and somebody who performs it. A manager sets both up.
        </EmptyState>
      )}
    </DashboardPage>
  );
}
