"use client";

import { ChevronLeft, ChevronRight, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StaffBar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { BookingsFilter } from "@/lib/appointments/bookings-query";
import { writeBookingsFilter } from "@/lib/appointments/bookings-query";
import type { BookingRow } from "@/lib/appointments/schema";
import { formatDayTime, formatMoney, formatNumber } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { AppointmentSheet } from "./appointment-sheet";
import { useLive } from "./use-live";

/** The bookings that a filter finds: a table on a desk, cards on a phone; each opens with its whole trail. */
export function Bookings({
  businessId,
  desk,
  filter,
  rows,
  total,
  pageSize,
}: {
  businessId: string;
  desk: Desk;
  filter: BookingsFilter;
  rows: BookingRow[];
  total: number;
  pageSize: number;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  const refresh = () => router.refresh();
  useLive(businessId, refresh);

  if (rows.length === 0) return <Nothing filter={filter} desk={desk} />;
  return (
    <>
      <Card flush className="max-md:hidden">
        <Table label="Bookings">
          <thead>
            <tr>
              <Th>When</Th>
              <Th>Customer</Th>
              <Th>Service</Th>
              <Th>With</Th>
              <Th className="text-end">Price</Th>
              <Th>Status</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id} aria-selected={open === row.appointmentId || undefined}>
                <Td className="whitespace-nowrap">
                  <When row={row} desk={desk} />
                </Td>
                <Td>
                  <button
                    type="button"
                    onClick={() => setOpen(row.appointmentId)}
                    className="-my-2 block min-h-11 w-full rounded-sm text-start"
                  >
                    <span className="block font-medium">
                      {row.name}
                      {row.party > 1 && (
                        <span className="font-normal text-muted"> and {row.party - 1} more</span>
                      )}
                    </span>
                    <span className="block max-w-60 truncate text-muted text-sm">
                      {row.email ?? row.phone}
                    </span>
                  </button>
                </Td>
                <Td>{serviceOf(desk, row)}</Td>
                <Td>
                  <Person desk={desk} staffId={row.staffId} />
                </Td>
                <Td className="tabular whitespace-nowrap text-end">{price(desk, row)}</Td>
                <Td>
                  <StatusBadge status={row.status} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <ul className="divide-y divide-line border-line border-y md:hidden">
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              onClick={() => setOpen(row.appointmentId)}
              className="block w-full rounded-sm py-4 text-start"
            >
              <span className="flex items-start justify-between gap-3">
                <span className="font-medium">
                  <When row={row} desk={desk} />
                </span>
                <StatusBadge status={row.status} />
              </span>
              <span className="mt-1 block">{row.name}</span>
              <span className="flex items-center gap-2 text-muted">
                {serviceOf(desk, row)}
                <Person desk={desk} staffId={row.staffId} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Pages filter={filter} total={total} pageSize={pageSize} locale={desk.locale} />
      <AppointmentSheet
        businessId={businessId}
        desk={desk}
        id={open}
        onClose={() => setOpen(null)}
        onChanged={refresh}
      />
    </>
  );
}

function When({ row, desk }: { row: BookingRow; desk: Desk }) {
  return <time dateTime={row.start}>{formatDayTime(row.start, desk.timeZone, desk.locale)}</time>;
}

function serviceOf(desk: Desk, row: BookingRow): string {
  return desk.services.find(({ id }) => id === row.serviceId)?.name ?? "";
}

function price(desk: Desk, row: BookingRow): string {
  if (row.priceMinor === null) return "";
  return formatMoney(row.priceMinor, row.currency, desk.locale);
}

function Person({ desk, staffId }: { desk: Desk; staffId: string }) {
  const person = desk.people.find(({ id }) => id === staffId);
  if (!person) return null;
  return (
    <span className="flex items-center gap-2">
      <StaffBar staff={person.hue} className="h-4!" />
      {person.name}
    </span>
  );
}

function Pages({
  filter,
  total,
  pageSize,
  locale,
}: {
  filter: BookingsFilter;
  total: number;
  pageSize: number;
  locale: string;
}) {
  const pages = Math.ceil(total / pageSize);
  const first = (filter.page - 1) * pageSize + 1;
  const last = Math.min(total, filter.page * pageSize);
  const to = (page: number) => `/dashboard/bookings${writeBookingsFilter({ ...filter, page })}`;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <p className="tabular text-muted">
        {formatNumber(first, locale)} to {formatNumber(last, locale)} of{" "}
        {formatNumber(total, locale)}
      </p>
      {pages > 1 && (
        <div className="flex gap-2">
          {filter.page > 1 && (
            <ButtonLink href={to(filter.page - 1)} rel="prev">
              <ChevronLeft aria-hidden="true" className="rtl:rotate-180" />
              Earlier page
            </ButtonLink>
          )}
          {filter.page < pages && (
            <ButtonLink href={to(filter.page + 1)} rel="next">
              Next page
              <ChevronRight aria-hidden="true" className="rtl:rotate-180" />
            </ButtonLink>
          )}
        </div>
      )}
    </nav>
  );
}

function Nothing({ filter, desk }: { filter: BookingsFilter; desk: Desk }) {
  const filtered =
    filter.search || filter.status.length > 0 || filter.from || filter.to || filter.page > 1;
  if (filtered) {
    return (
      <EmptyState
        icon={<Search aria-hidden="true" />}
        title="Nothing found"
        action={<ButtonLink href="/dashboard/bookings?when=all">Show all bookings</ButtonLink>}
      >
        No booking matches this search. A part of a name, an address or a number is enough.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={filter.period === "past" ? "Nothing has passed yet" : "No bookings ahead"}
      action={
        <ButtonLink href={`/${desk.slug}`} variant="primary">
          See the public page
        </ButtonLink>
      }
    >
      Every booking will stand here with its whole history, as soon as the first customer has found
      a time.
    </EmptyState>
  );
}
