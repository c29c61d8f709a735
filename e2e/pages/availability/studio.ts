import { randomUUID } from "node:crypto";
import type { APIRequestContext, BrowserContext } from "@playwright/test";
import { instantsOfLocal, localDateOf, weekdayOf } from "../../../lib/scheduling/index.ts";
import { query } from "../../support/database";
import type { FreeTime } from "../../support/times";

export const BERLIN = "Europe/Berlin";

export interface Studio {
  id: string;
  slug: string;
  name: string;
  /** Slugs of the people. */
  people: string[];
  /** Makes this the business that the dashboard shows. */
  choose(context: BrowserContext, baseURL: string): Promise<void>;
  /** Free starts of a service over dates of a zone, as the JSON API tells them. */
  times(
    request: APIRequestContext,
    service: string,
    from: string,
    to?: string,
    tz?: string,
  ): Promise<FreeTime[]>;
  book(
    request: APIRequestContext,
    service: string,
    start: string,
    customer: string,
  ): Promise<{ status: number; bookingId: string | null }>;
  close(): Promise<void>;
}

const SERVICES = [
  { slug: "massage", name: "Massage", everybody: true },
  { slug: "consultation", name: "First consultation", everybody: false },
];

/**
 * A practice in Berlin of its own for a journey, run by the demo's owner: three therapists who keep the business's
 * hours, of which there are none yet. Services take an hour and start every half hour.
 */
export async function openStudio(): Promise<Studio> {
  const id = randomUUID();
  const slug = `quiet-${id.slice(0, 8)}`;
  const name = `Quiet Hands ${id.slice(0, 4)}`;
  await query(
    `insert into businesses (id, slug, name, time_zone, country, cancel_cutoff_min, move_cutoff_min, listed)
     values ($1, $2, $3, $4, 'DE', 0, 0, false)`,
    [id, slug, name, BERLIN],
  );
  await query(
    `insert into members (business_id, user_id, role, name)
     select $1, id, case email when 'owner@daybook.example' then 'owner' else 'staff' end::member_role, 'Somebody'
     from auth.users where email in ('owner@daybook.example', 'staff@daybook.example')`,
    [id],
  );
  const people = ["ana", "ben", "cleo"];
  for (const [position, person] of people.entries()) {
    await query(
      `insert into staff (business_id, slug, name, hue, position, user_id)
       values ($1, $2::text, initcap($2::text), $3::int, $3::int, case when $2::text = 'ben' then (select id from auth.users where email = 'staff@daybook.example') end)`,
      [id, person, position],
    );
  }
  for (const service of SERVICES) {
    await query(
      `with made as (
         insert into services (business_id, slug, name, duration_min, step_min, min_notice_min, max_advance_days)
         values ($1, $2, $3, 60, 30, 0, null) returning id)
       insert into service_staff (business_id, service_id, staff_id)
       select $1, made.id, staff.id from made, staff where staff.business_id = $1 and ($4 or staff.slug = 'ana')`,
      [id, service.slug, service.name, service.everybody],
    );
  }
  return {
    id,
    slug,
    name,
    people,
    async choose(context, baseURL) {
      await context.addCookies([{ name: "daybook-business", value: id, url: baseURL }]);
    },
    async times(request, service, from, to = from, tz = BERLIN) {
      const answer = await request.get("/api/availability", {
        params: { business: slug, service, from, to, tz },
      });
      return ((await answer.json()) as { slots: FreeTime[] }).slots;
    },
    async book(request, service, start, customer) {
      const answer = await request.post("/api/bookings", {
        headers: { "Idempotency-Key": randomUUID() },
        data: {
          business: slug,
          service,
          start,
          staff: "any",
          party: 1,
          customer: { name: customer, email: `${randomUUID().slice(0, 8)}@journey.example` },
          timeZone: BERLIN,
        },
      });
      const body = (await answer.json()) as { booking?: { id: string } };
      return { status: answer.status(), bookingId: body.booking?.id ?? null };
    },
    async close() {
      await query("update businesses set archived_at = now() where id = $1", [id]);
    },
  };
}

/** Today in Berlin and days after it. */
export function dateAfter(days: number): string {
  return localDateOf(BERLIN, Date.now() + days * 86_400_000);
}

/** The first such weekday (1 = Monday) at least `days` from now. */
export function nextDay(weekday: number, days = 2): string {
  let ahead = days;
  while (weekdayOf(dateAfter(ahead)) !== weekday) ahead++;
  return dateAfter(ahead);
}

/** Wall-clock times of a zone, as the JSON API writes their instants. */
export function starts(date: string, clocks: string[], zone = BERLIN): string[] {
  return clocks.flatMap((clock) => {
    const [hours, minutes] = clock.split(":").map(Number);
    return instantsOfLocal(zone, date, hours! * 60 + minutes!).map(
      (instant) => `${new Date(instant).toISOString().slice(0, 19)}Z`,
    );
  });
}

/** Clock times from one to another in half hours, both included: halfHours("09:00", "10:00"). */
export function halfHours(first: string, last: string): string[] {
  const minute = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const clocks: string[] = [];
  for (let at = minute(first); at <= minute(last); at += 30) {
    clocks.push(
      `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`,
    );
  }
  return clocks;
}
