import { Mail, Phone } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { CustomerActions } from "@/components/dashboard/customers/customer-actions";
import { CustomerBookings } from "@/components/dashboard/customers/customer-bookings";
import { CustomerBadges } from "@/components/dashboard/customers/figures";
import { Notes } from "@/components/dashboard/customers/notes";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { TextLink } from "@/components/ui/text-link";
import { customerBookings } from "@/lib/customers/data";
import { readPage } from "@/lib/customers/list-query";
import type { Customer } from "@/lib/customers/schema";
import { formatDay, formatNumber } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import type { Desk } from "@/lib/members/schema";
import { preferencesOfCustomer } from "@/lib/notifications/preferences";
import { openCustomer } from "./open";

export const metadata: Metadata = { title: "Customer" };

const PAGE_SIZE = 25;

export default async function CustomerPage({
  params,
  searchParams,
}: PageProps<"/dashboard/customers/[id]">) {
  const { customer, member } = await openCustomer((await params).id, "");
  const { db, businessId, membership } = member;
  const { page: wanted, merged } = await searchParams;
  const page = readPage(typeof wanted === "string" ? wanted : null);
  const now = Date.now();
  const [desk, ahead, past, wants] = await Promise.all([
    deskOf(db, businessId),
    customerBookings(db, businessId, customer.id, { when: "ahead", now, page: 1, pageSize: 50 }),
    customerBookings(db, businessId, customer.id, {
      when: "past",
      now,
      page,
      pageSize: PAGE_SIZE,
    }),
    membership.role === "staff" ? null : preferencesOfCustomer(customer.id),
  ]);
  const erased = customer.erasedAt !== null;
  return (
    <DashboardPage>
      <PageHeader
        title={erased ? "An erased customer" : customer.name}
        description={!erased && <Contact customer={customer} />}
        back={{ href: "/dashboard/customers", label: "Customers" }}
        actions={
          !erased && (
            <CustomerActions
              businessId={businessId}
              customer={customer}
              manages={membership.role !== "staff"}
            />
          )
        }
      />
      {customer.erasedAt && (
        <Notice>
          Erased on {formatDay(customer.erasedAt, desk.timeZone, desk.locale)}. Only the bookings
          are left, as figures without a name.
        </Notice>
      )}
      {customer.blockedAt && (
        <Notice tone="warn" title="Cannot book online">
          Blocked since {formatDay(customer.blockedAt, desk.timeZone, desk.locale)}. Bookings that
          were made stay; you can still book for them.
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-6">
          <CustomerBookings
            businessId={businessId}
            customerId={customer.id}
            desk={desk}
            ahead={ahead}
            past={{ ...past, page }}
            pageSize={PAGE_SIZE}
          />
        </div>
        <aside className="space-y-6 max-lg:order-first" aria-label="About this customer">
          <Figures customer={customer} desk={desk} />
          {wants && (
            <Messages
              customerId={customer.id}
              wants={wants}
              zone={desk.timeZone}
              locale={desk.locale}
            />
          )}
          {!erased && (
            <Notes
              key={customer.id}
              businessId={businessId}
              customerId={customer.id}
              mergedFrom={typeof merged === "string" ? merged : null}
              stored={customer.notes}
            />
          )}
        </aside>
      </div>
    </DashboardPage>
  );
}

function Contact({ customer }: { customer: Customer }) {
  const { email, phone, otherEmails } = customer;
  const link = "inline-flex min-h-11 items-center gap-2 prose-link break-all";
  return (
    <>
      <CustomerBadges customer={customer} />
      <span className="flex flex-wrap gap-x-5">
        {phone && (
          <a href={`tel:${phone}`} className={link}>
            <Phone aria-hidden="true" className="size-4 shrink-0" />
            {phone}
          </a>
        )}
        {email && (
          <a href={`mailto:${email}`} className={link}>
            <Mail aria-hidden="true" className="size-4 shrink-0" />
            {email}
          </a>
        )}
      </span>
      {otherEmails.length > 0 && (
        <span className="block break-words text-sm">Also known as {otherEmails.join(", ")}</span>
      )}
      {!email && !phone && <span>No e-mail and no phone</span>}
    </>
  );
}

function Messages({
  customerId,
  wants,
  zone,
  locale,
}: {
  customerId: string;
  wants: NonNullable<Awaited<ReturnType<typeof preferencesOfCustomer>>>;
  zone: string;
  locale: string;
}) {
  const ways = (email: boolean, sms: boolean, browser = false) =>
    [
      email && wants.email && "e-mail",
      sms && wants.phone && !wants.stopped && "text message",
      browser && wants.browsers > 0 && "browser",
    ]
      .filter(Boolean)
      .join(", ") || "no";
  const { consent } = wants;
  return (
    <section
      aria-labelledby="messages"
      className="space-y-3 rounded-lg border border-line bg-surface p-5"
    >
      <h2 id="messages" className="font-medium">
        Messages
      </h2>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2">
        <Figure name="Reminders">
          {ways(wants.reminderEmail, wants.reminderSms, wants.reminderPush)}
        </Figure>
        <Figure name="News">{ways(wants.newsEmail, wants.newsSms)}</Figure>
      </dl>
      {consent && (
        <p className="text-muted text-sm">
          Agreed to news on {formatDay(consent.at, zone, locale)} ({consent.source})
          {consent.text && (
            <>
              : <q dir="auto">{consent.text}</q>
            </>
          )}
        </p>
      )}
      {wants.stopped && (
        <p className="text-muted text-sm">
          Has answered STOP and gets no text messages until they write START.
        </p>
      )}
      <TextLink href={`/dashboard/messages?customer=${customerId}`}>
        All messages to this customer
      </TextLink>
    </section>
  );
}

function Figures({ customer, desk }: { customer: Customer; desk: Desk }) {
  const number = (value: number) => formatNumber(value, desk.locale);
  const day = (instant: string | null) =>
    instant ? (
      <time dateTime={instant}>{formatDay(instant, desk.timeZone, desk.locale)}</time>
    ) : (
      "–"
    );
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 rounded-lg border border-line bg-surface p-5">
      <Figure name="Visits">{number(customer.visits)}</Figure>
      <Figure name="Last visit">{day(customer.lastVisit)}</Figure>
      <Figure name="Did not come">{number(customer.noShows)}</Figure>
      <Figure name="Cancelled">{number(customer.cancelled)}</Figure>
      <Figure name="Cancelled late" hint="After the time until which customers may">
        {number(customer.late)}
      </Figure>
      {customer.lateAtDesk > 0 && (
        <Figure name="Cancelled late by you" hint="On whosever wish">
          {number(customer.lateAtDesk)}
        </Figure>
      )}
      {!customer.erasedAt && (
        <Figure name="Signs in">{customer.signsIn ? "Yes" : "Not yet"}</Figure>
      )}
      <Figure name="With you since">{day(customer.createdAt)}</Figure>
    </dl>
  );
}

function Figure({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">
        {name}
        {hint && <span className="block text-sm">{hint}</span>}
      </dt>
      <dd className="tabular text-end">{children}</dd>
    </>
  );
}
