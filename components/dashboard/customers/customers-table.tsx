import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Customer } from "@/lib/customers/schema";
import { formatLocalDate, formatNumber, localDate } from "@/lib/format";
import { CustomerBadges } from "./figures";

/** The customers that a filter finds: a table on a desk, rows on a phone; each leads to its page. */
export function CustomersTable({
  customers,
  timeZone,
  locale,
}: {
  customers: Customer[];
  timeZone: string;
  locale: string;
}) {
  const day = (instant: string) => (
    <time dateTime={instant}>{formatLocalDate(localDate(instant, timeZone), locale)}</time>
  );
  return (
    <>
      <Card flush className="max-md:hidden">
        <Table label="Customers">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Phone</Th>
              <Th className="text-end!">Visits</Th>
              <Th>Last visit</Th>
              <Th>Next visit</Th>
              <Th>Good to know</Th>
            </tr>
          </thead>
          <tbody>
            {customers.map((customer) => (
              <Tr key={customer.id}>
                <Td>
                  <Link
                    href={`/dashboard/customers/${customer.id}`}
                    className="-my-2 flex min-h-11 flex-col justify-center rounded-sm"
                  >
                    <span className="font-medium">{customer.name}</span>
                    {customer.email && (
                      <span className="max-w-72 truncate text-muted text-sm">{customer.email}</span>
                    )}
                  </Link>
                </Td>
                <Td className="tabular whitespace-nowrap">{customer.phone}</Td>
                <Td className="tabular text-end">{formatNumber(customer.visits, locale)}</Td>
                <Td className="whitespace-nowrap">
                  {customer.lastVisit && day(customer.lastVisit)}
                </Td>
                <Td className="whitespace-nowrap">
                  {customer.nextVisit && day(customer.nextVisit)}
                </Td>
                <Td>
                  <CustomerBadges customer={customer} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <ul className="divide-y divide-line border-line border-y md:hidden">
        {customers.map((customer) => (
          <li key={customer.id}>
            <Link
              href={`/dashboard/customers/${customer.id}`}
              className="block min-h-14 space-y-1 rounded-sm py-3"
            >
              <span className="block font-medium">{customer.name}</span>
              {(customer.email ?? customer.phone) && (
                <span className="block truncate text-muted">
                  {customer.email ?? customer.phone}
                </span>
              )}
              <span className="block text-muted text-sm">
                {customer.nextVisit ? (
                  <>Comes {day(customer.nextVisit)}</>
                ) : customer.lastVisit ? (
                  <>Was here {day(customer.lastVisit)}</>
                ) : (
                  "Has not been here yet"
                )}
              </span>
              <CustomerBadges customer={customer} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
