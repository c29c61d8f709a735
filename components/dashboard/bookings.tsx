"use client";

import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, Search } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StaffBar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { EmptyState } from "@/components/ui/states";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { BookingsFilter, Sort } from "@/lib/appointments/bookings-query";
import { writeBookingsFilter } from "@/lib/appointments/bookings-query";
import type { BookingRow } from "@/lib/appointments/schema";
import { formatDay, formatDayTime, formatMoney, formatNumber } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { AppointmentSheet } from "./appointment-sheet";
import { BulkBar, RowResult } from "./desk/bulk-bar";
import { useBulk } from "./desk/use-bulk";
import { useLive } from "./use-live";

/** The bookings that a filter finds: a table on a desk, cards on a phone; each opens with its whole trail. */
export function Bookings({
  businessId,
  desk,
  filter,
  only,
  rows,
  total,
  pageSize,
}: {
  businessId: string;
  desk: Desk;
  filter: BookingsFilter;
  /** Ids of the people whose bookings the member may change; null = everybody's. */
  only: string[] | null;
  rows: BookingRow[];
  total: number;
  pageSize: number;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  const refresh = () => router.refresh();
  useLive(businessId, refresh);

  const bulk = useBulk(businessId, rows, only, refresh);
  const shownRows = rows.filter(bulk.may);
  const allTicked = shownRows.length > 0 && shownRows.every(({ id }) => bulk.ticked.has(id));

  if (rows.length === 0) return <Nothing filter={filter} desk={desk} />;
  return (
    <>
      <Card flush className="max-md:hidden">
        <Table label="Bookings">
          <thead>
            <tr>
              <Th className="w-10 print:hidden">
                <Checkbox
                  label={<VisuallyHidden>All on this page</VisuallyHidden>}
                  checked={allTicked}
                  disabled={shownRows.length === 0}
                  onChange={() => bulk.tickAll(allTicked ? [] : shownRows)}
                />
              </Th>
              <SortTh filter={filter} sorts={["when", "latest"]}>
                When
              </SortTh>
              <SortTh filter={filter} sorts={["customer"]}>
                Customer
              </SortTh>
              <Th>Service</Th>
              <Th>With</Th>
              <Th className="text-end">Price</Th>
              <Th>Status</Th>
              <SortTh filter={filter} sorts={["booked"]}>
                Booked
              </SortTh>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id} aria-selected={open === row.appointmentId || undefined}>
                <Td className="print:hidden">
                  <Checkbox
                    label={<VisuallyHidden>{row.name || "Somebody"}</VisuallyHidden>}
                    checked={bulk.ticked.has(row.id)}
                    disabled={!bulk.may(row)}
                    onChange={() => bulk.tick(row.id)}
                  />
                </Td>
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
                  <RowResult result={bulk.results.get(row.id)} />
                </Td>
                <Td className="whitespace-nowrap text-muted">
                  <time dateTime={row.createdAt}>
                    {formatDay(row.createdAt, desk.timeZone, desk.locale)}
                  </time>
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
              <RowResult result={bulk.results.get(row.id)} />
              <span className="mt-1 block">{row.name}</span>
              <span className="flex items-center gap-2 text-muted">
                {serviceOf(desk, row)}
                <Person desk={desk} staffId={row.staffId} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <BulkBar bulk={bulk} />
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

/** A column's name that sorts by it; pressed again, the other way round where there is one. */
function SortTh({
  filter,
  sorts,
  children,
}: {
  filter: BookingsFilter;
  sorts: readonly [Sort, Sort?];
  children: string;
}) {
  const usual: Sort =
    filter.from === null && filter.to === null && filter.period !== "upcoming" ? "latest" : "when";
  const now = filter.sort ?? usual;
  const here = sorts.includes(now);
  const next = here && now === sorts[0] && sorts[1] ? sorts[1] : sorts[0];
  const down = now === "latest" || now === "booked";
  return (
    <Th aria-sort={here ? (down ? "descending" : "ascending") : undefined}>
      <Link
        href={`/dashboard/bookings${writeBookingsFilter({ ...filter, sort: next, page: 1 })}`}
        scroll={false}
        className="-mx-1 inline-flex min-h-11 items-center gap-1 rounded-sm px-1 hover:text-ink"
      >
        {children}
        {here &&
          (down ? (
            <ArrowDown aria-hidden="true" className="size-3.5" />
          ) : (
            <ArrowUp aria-hidden="true" className="size-3.5" />
          ))}
      </Link>
    </Th>
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
    <span className="flex items-center gap-2 whitespace-nowrap">
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
    filter.search ||
    filter.status.length + filter.staff.length + filter.service.length > 0 ||
    filter.from ||
    filter.to ||
    filter.page > 1;
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
