import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { newBookingId } from "../../../lib/bookings/ids.ts";

/** Whatever can run a query. */
export type Db = Pick<pg.Pool, "query">;

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** What a service is to be; what is missing is as plain as possible: an hour, no buffers, no limits. */
export interface ServicePlan {
  duration?: number;
  buffers?: [before: number, after: number];
  step?: number;
  fillGaps?: boolean;
  capacity?: number;
  staffRequired?: number;
  limitPerDay?: number;
  limitPerWeek?: number;
  confirmation?: "instant" | "approval";
  /** Names of resources and how many units of each it uses. */
  needs?: Record<string, number>;
}

export interface BusinessPlan {
  zone?: string;
  staff?: number;
  staffLimits?: { perDay?: number; perWeek?: number };
  /** Names of resources and how many of each there are. */
  resources?: Record<string, number>;
  services?: Record<string, ServicePlan>;
  maxOpenBookings?: number;
  maxMoves?: number;
  cutoff?: number;
}

export interface Business {
  id: string;
  slug: string;
  staff: string[];
  services: Record<string, string>;
  resources: Record<string, string>;
}

/**
 * Makes a business that is open round the clock, whose staff all perform all its services, so that a test says only what
 * it is about.
 */
export async function makeBusiness(db: Db, plan: BusinessPlan = {}): Promise<Business> {
  const slug = `t-${randomUUID().slice(0, 13)}`;
  const first = async (text: string, values: unknown[]): Promise<string> =>
    (await db.query<{ id: string }>(`${text} returning id`, values)).rows[0]!.id;
  const id = await first(
    `insert into public.businesses (slug, name, time_zone, email, max_open_bookings, max_moves, cancel_cutoff_min,
       move_cutoff_min, listed) values ($1, $1, $2, $3, $4, $5, $6, $6, false)`,
    [
      slug,
      plan.zone ?? "Europe/Berlin",
      `desk@${slug}.example`,
      plan.maxOpenBookings,
      plan.maxMoves,
      plan.cutoff ?? 0,
    ],
  );
  await db.query(
    "insert into public.weekly_hours (business_id, weekday, start_min, end_min) select $1, d, 0, 1440 from generate_series(1, 7) as d",
    [id],
  );
  const business: Business = { id, slug, staff: [], services: {}, resources: {} };
  for (let n = 0; n < (plan.staff ?? 1); n++) {
    business.staff.push(
      await first(
        `insert into public.staff (business_id, slug, name, email, position, limit_per_day, limit_per_week)
         values ($1, $2, $2, $3, $4, $5, $6)`,
        [
          id,
          `person-${n}`,
          `person-${n}@${slug}.example`,
          n,
          plan.staffLimits?.perDay,
          plan.staffLimits?.perWeek,
        ],
      ),
    );
  }
  for (const [name, quantity] of Object.entries(plan.resources ?? {})) {
    business.resources[name] = await first(
      "insert into public.resources (business_id, name, quantity) values ($1, $2, $3)",
      [id, name, quantity],
    );
  }
  for (const [name, service] of Object.entries(plan.services ?? { cut: {} })) {
    const [before, after] = service.buffers ?? [0, 0];
    const made = await first(
      `insert into public.services (business_id, slug, name, duration_min, buffer_before_min, buffer_after_min, step_min,
         fill_gaps, capacity, staff_required, limit_per_day, limit_per_week, confirmation, min_notice_min, max_advance_days,
         price_minor)
       values ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, null, 1000)`,
      [
        id,
        name,
        service.duration ?? 60,
        before,
        after,
        service.step ?? 15,
        service.fillGaps ?? false,
        service.capacity ?? 1,
        service.staffRequired ?? 1,
        service.limitPerDay,
        service.limitPerWeek,
        service.confirmation ?? "instant",
      ],
    );
    business.services[name] = made;
    await db.query(
      "insert into public.service_staff (business_id, service_id, staff_id) select $1, $2, unnest($3::uuid[])",
      [id, made, business.staff],
    );
    for (const [need, quantity] of Object.entries(service.needs ?? {})) {
      await db.query(
        "insert into public.service_resources (business_id, service_id, resource_id, quantity) values ($1, $2, $3, $4)",
        [id, made, business.resources[need], quantity],
      );
    }
  }
  return business;
}

/** What create_booking is asked; anything may be overridden. */
export interface BookingPlan {
  service?: string;
  start: number;
  /** Teams by position in business.staff, in order of preference. */
  teams?: number[][];
  party?: number;
  email?: string;
  name?: string;
  key?: string;
  actor?: "customer" | "staff";
  override?: boolean;
  bookingId?: string;
}

export interface Outcome {
  ok: boolean;
  code?: string;
  replayed?: boolean;
  booking?: {
    id: string;
    appointmentId: string;
    status: string;
    start: string;
    end: string;
    sequence: number;
    staff: { slug: string };
    customer: { name: string; email: string };
  };
  [detail: string]: unknown;
}

let people = 0;

/** The request of create_booking for a plan: a new customer each time, unless the plan names one. */
export function bookingRequest(business: Business, plan: BookingPlan) {
  people++;
  const teams = plan.teams ?? [[0]];
  const body = {
    serviceId: business.services[plan.service ?? Object.keys(business.services)[0]!]!,
    start: new Date(plan.start).toISOString(),
    party: plan.party ?? 1,
    staff: teams.map((team) => team.map((n) => business.staff[n]!)),
    customer: {
      name: plan.name ?? `Guest ${people}`,
      email: plan.email ?? `guest-${people}-${process.pid}@mail.example`,
      phone: null,
    },
    timeZone: "Europe/Berlin",
    locale: "en",
    actor: { kind: plan.actor ?? "customer" },
    override: plan.override ?? false,
  };
  const bookingId = plan.bookingId ?? newBookingId();
  return {
    ...body,
    bookingId,
    tokenHash: sha256(bookingId),
    ...(plan.key ? { idempotencyKey: plan.key, requestHash: sha256(JSON.stringify(body)) } : {}),
  };
}

/** Calls create_booking. */
export async function book(db: Db, business: Business, plan: BookingPlan): Promise<Outcome> {
  return call(db, "create_booking", [bookingRequest(business, plan)]);
}

/** Calls move_booking. */
export async function move(
  db: Db,
  business: Business,
  bookingId: string,
  plan: { start: number; teams?: number[][]; actor?: "customer" | "staff"; sequence?: number },
): Promise<Outcome> {
  const request = {
    bookingId,
    start: new Date(plan.start).toISOString(),
    staff: (plan.teams ?? [[0]]).map((team) => team.map((n) => business.staff[n]!)),
    actor: { kind: plan.actor ?? "customer" },
    ...(plan.sequence === undefined ? {} : { expectedSequence: plan.sequence }),
  };
  return call(db, "move_booking", [request]);
}

/** Calls change_booking_status. */
export async function change(
  db: Db,
  bookingId: string,
  to: string,
  actor: "customer" | "staff" | "system" = "staff",
): Promise<Outcome> {
  return call(db, "change_booking_status", [bookingId, to, { kind: actor }]);
}

/** Calls a function of the public schema by position; objects travel as JSON. */
export async function call<T = Outcome>(db: Db, name: string, args: unknown[]): Promise<T> {
  const list = args.map((_, i) => `$${i + 1}`).join(", ");
  const values = args.map((value) =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : value,
  );
  const { rows } = await db.query<{ result: T }>(
    `select public.${name}(${list}) as result`,
    values,
  );
  return rows[0]!.result;
}

/** How often each outcome occurred: "ok" or the code of the refusal. */
export function tally(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { ok, code } of outcomes) {
    const name = ok ? "ok" : (code ?? "nothing");
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Ten in the morning UTC, some days ahead. */
export function morning(daysAhead: number): number {
  return Math.floor(Date.now() / DAY) * DAY + daysAhead * DAY + 10 * 60 * MINUTE;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
