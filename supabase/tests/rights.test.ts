import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays } from "../../lib/scheduling/index.ts";
import {
  type Business,
  book,
  bookingRequest,
  MINUTE,
  makeBusiness,
  morning,
} from "./support/fixture.ts";
import { PASSWORD, signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

/**
 * Every server action and every route of the dashboard, called by whoever may not: refused, and nothing written. And by
 * whoever may, so that it was the gate that refused and not a mistake in the question.
 */

type Jar = Map<string, string>;
const request = vi.hoisted(() => {
  // Nothing here listens; the client only wants to know that it could.
  globalThis.WebSocket ??= class {} as never;
  return { jar: new Map<string, string>() };
});
vi.mock("next/headers", () => ({
  cookies: async () => ({
    getAll: () => [...request.jar].map(([name, value]) => ({ name, value })),
    get: (name: string) => {
      const value = request.jar.get(name);
      return value === undefined ? undefined : { name, value };
    },
    set: (name: string, value: string) => void request.jar.set(name, value),
  }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {}, revalidateTag: () => {} }));
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw Object.assign(new Error(`redirect to ${to}`), { redirectedTo: to });
  },
  RedirectType: { push: "push", replace: "replace" },
}));

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let stack: TestStack;
let db: pg.Pool;
let world: World;
const jars: Record<Who, Jar> = {
  visitor: new Map(),
  customer: new Map(),
  stranger: new Map(),
  staff: new Map(),
  manager: new Map(),
  owner: new Map(),
};

type Who = "visitor" | "customer" | "stranger" | "staff" | "manager" | "owner";

interface World {
  ours: Business;
  /** Somebody with nothing to do. */
  spare: string;
  customer: string;
  booking: { id: string; appointment: string; start: string; end: string; sequence: number };
  /** The ids of people with an account, by role. */
  users: Record<Exclude<Who, "visitor">, string>;
  waiting: string;
  block: string;
  invitation: string;
  connection: string;
  calendar: string;
  feed: string;
  message: string;
  updatedAt: string;
}

/** Who may, at the least; "own" = managers, and staff whose own it is (here it never is). */
type Least = "staff" | "own" | "manager" | "owner";

const MAY: Record<Least, readonly Who[]> = {
  staff: ["staff", "manager", "owner"],
  own: ["manager", "owner"],
  manager: ["manager", "owner"],
  owner: ["owner"],
};

const template = {
  kind: "booking.confirmed",
  audience: "customer",
  channel: "email",
  language: "en",
} as const;

const schedule = {
  followsBusinessHours: true,
  timeZone: null,
  country: null,
  region: null,
  weekly: [],
  seasons: [],
  patterns: [],
  overrides: [],
  closures: [],
  timeOff: [],
};

const rules = {
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  stepMin: 15,
  align: "opening",
  fillGaps: false,
  customerSeries: false,
  minNoticeMin: 0,
  maxAdvanceDays: null,
  bookableFrom: null,
  bookableUntil: null,
  limitPerDay: null,
  limitPerWeek: null,
  capacity: 1,
  staffRequired: 1,
  hours: [],
  resources: [],
};

const text = () => randomUUID().slice(0, 8);
const today = () => new Date().toISOString().slice(0, 10);
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const cut = (w: World) => w.ours.services.cut!;
const place = (w: World) => ({
  start: w.booking.start,
  end: w.booking.end,
  staffId: w.ours.staff[0]!,
  serviceId: cut(w),
});

const serviceDetails = () => ({
  slug: `s-${text()}`,
  name: "Wash",
  category: "",
  description: "",
  durationMin: 30,
  priceMinor: 1000,
  photoUrl: null,
  confirmation: "instant",
  cancelCutoffMin: null,
  moveCutoffMin: null,
  questions: [],
  staff: [],
});

const staffDetails = () => ({
  slug: `p-${text()}`,
  name: "Zoe",
  title: "",
  bio: "",
  email: null,
  photoUrl: null,
  hue: 3,
  timeZone: null,
  userId: null,
  limitPerDay: null,
  limitPerWeek: null,
  weight: 1,
  services: [],
});

const look = (w: World) => ({
  logoUrl: null,
  photoUrl: null,
  brandColor: "#7c5c3e",
  slug: w.ours.slug,
  website: "",
  listed: false,
  locale: "en",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  weekStartsOn: 1,
  maxMoves: null,
  maxOpenBookings: null,
  requestHours: 24,
});

/** A server action: the least role, what it is called with, and what is put right before somebody who may calls it. */
type Asked = [least: Least, args: (w: World) => unknown[]];

/** By file and name, in an order in which each still finds what it needs. */
const actions: Record<string, Record<string, Asked>> = {
  "lib/services/actions.ts": {
    saveServiceAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, serviceId: null, version: "", details: serviceDetails() }],
    ],
    duplicateServiceAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, serviceId: cut(w), name: "Copy" }],
    ],
  },
  "lib/staff/actions.ts": {
    saveStaffAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, staffId: null, version: "", details: staffDetails() }],
    ],
  },
  "lib/business/arrange-actions.ts": {
    saveOrderAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, what: "staff", ids: [...w.ours.staff].reverse() }],
    ],
    putAwayAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, what: "staff", id: w.spare, away: true }],
    ],
    deleteForGoodAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, what: "staff", id: w.spare }],
    ],
  },
  "lib/business/look-actions.ts": {
    saveLookAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, updatedAt: w.updatedAt, values: look(w) }],
    ],
  },
  "lib/business/translating-actions.ts": {
    saveTranslationsAction: [
      "manager",
      (w) => [
        null,
        form({ business: w.ours.id, language: "de", [`${cut(w)}:name`]: `Schnitt ${text()}` }),
      ],
    ],
  },
  "lib/customers/actions.ts": {
    saveCustomerAction: [
      "staff",
      (w) => [w.ours.id, { kind: "new" }, { name: "New", email: "", phone: "" }],
    ],
    saveNotesAction: [
      "staff",
      (w) => [w.ours.id, { customerId: w.customer, was: "", notes: "Tea" }],
    ],
    setBlockedAction: ["manager", (w) => [w.ours.id, { customerId: w.customer, blocked: true }]],
    mergeCustomersAction: [
      "manager",
      (w) => [w.ours.id, { keep: w.customer, lose: w.customer, version: "" }],
    ],
    eraseCustomerAction: [
      "manager",
      (w) => [w.ours.id, { customerId: w.customer, name: "another name" }],
    ],
  },
  "lib/waitlist/actions.ts": {
    offerableAction: ["staff", (w) => [w.ours.id, w.waiting]],
    offerAction: ["staff", (w) => [w.ours.id, w.waiting, new Date(morning(20)).toISOString()]],
    removeAction: ["staff", (w) => [w.ours.id, w.waiting]],
    restoreAction: ["staff", (w) => [w.ours.id, w.waiting]],
  },
  "lib/notifications/actions.ts": {
    resendAction: ["manager", (w) => [w.ours.id, w.message]],
    saveMessageSettingsAction: [
      "manager",
      (w) => [w.ours.id, { smsKinds: [], quietFromMin: 0, quietToMin: 0, keepDays: 90, rules: [] }],
    ],
    saveMyPreferencesAction: [
      "staff",
      (w) => [w.ours.id, { emailKinds: [], emailAll: false, pushKinds: [], agendaMin: null }],
    ],
  },
  "lib/notifications/wording-actions.ts": {
    previewAction: ["manager", (w) => [w.ours.id, template, null]],
    saveTemplateAction: ["manager", (w) => [w.ours.id, template, null, 0]],
    sendTestAction: ["manager", (w) => [w.ours.id, template, null, ""]],
  },
  "lib/appointments/desk-actions.ts": {
    bookAtDeskAction: [
      "own",
      (w) => [
        w.ours.id,
        {
          serviceId: cut(w),
          staffId: w.ours.staff[0],
          start: new Date(morning(15)).toISOString(),
          party: 1,
          customer: { id: null, name: "Guest", email: "", phone: "" },
          answers: {},
          note: "",
          staffNote: "",
          notify: false,
          override: false,
          rebookedFrom: null,
          key: randomUUID(),
        },
      ],
    ],
    changeAppointmentAction: [
      "own",
      (w) => [
        w.ours.id,
        {
          appointmentId: w.booking.appointment,
          ...place(w),
          expected: place(w),
          minutes: 60,
          override: false,
          notify: false,
        },
      ],
    ],
    editBookingAction: [
      "own",
      (w) => [
        w.ours.id,
        {
          bookingId: w.booking.id,
          staffNote: "Window seat",
          seen: { sequence: w.booking.sequence, staffNote: "" },
        },
      ],
    ],
    moveBookingAction: [
      "own",
      (w) => [
        w.ours.id,
        {
          bookingId: w.booking.id,
          which: "this",
          start: w.booking.start,
          override: false,
          notify: false,
        },
      ],
    ],
    bulkChangeAction: [
      "own",
      (w) => [
        w.ours.id,
        { bookingIds: [w.booking.id], to: "completed", reason: "", notify: false },
      ],
    ],
    cancelSomeAction: [
      "own",
      (w) => [w.ours.id, { bookingId: w.booking.id, which: "this", reason: "", notify: false }],
    ],
  },
  "lib/appointments/actions.ts": {
    setBookingStatus: [
      "own",
      (w) => [{ businessId: w.ours.id, bookingId: w.booking.id, to: "cancelled" }],
    ],
  },
  "lib/appointments/arrival-actions.ts": {
    noteArrivalAction: [
      "own",
      (w) => [{ businessId: w.ours.id, bookingId: w.booking.id, here: true }],
    ],
  },
  "lib/appointments/series-actions.ts": {
    bookSeriesAtDeskAction: [
      "own",
      (w) => [
        w.ours.id,
        {
          serviceId: cut(w),
          staffId: w.ours.staff[0],
          every: "week",
          interval: 1,
          starts: [23, 24].map((day) => new Date(morning(day)).toISOString()),
          party: 1,
          customer: { id: null, name: "Guest", email: "", phone: "" },
          answers: {},
          note: "",
          staffNote: "",
          notify: false,
          override: false,
          key: randomUUID(),
        },
      ],
    ],
  },
  "lib/appointments/stays-actions.ts": {
    letStayAction: [
      "own",
      (w) => [{ businessId: w.ours.id, appointmentId: w.booking.appointment, stays: true }],
    ],
  },
  "lib/appointments/block-actions.ts": {
    blockTimeAction: [
      "own",
      (w) => [
        w.ours.id,
        {
          staffIds: [w.ours.staff[0]],
          start: new Date(morning(21)).toISOString(),
          end: new Date(morning(22)).toISOString(),
          reason: "",
        },
      ],
    ],
    freeTimeAction: ["own", (w) => [w.ours.id, [w.block]]],
  },
  "lib/appointments/views-actions.ts": {
    saveViewAction: ["staff", (w) => [w.ours.id, { name: "Mine", query: "?when=all" }]],
    removeViewAction: ["staff", (w) => [w.ours.id, randomUUID()]],
  },
  "lib/availability/actions.ts": {
    saveScheduleAction: [
      "own",
      (w) => [
        {
          businessId: w.ours.id,
          staffId: w.ours.staff[0],
          since: today(),
          version: "",
          schedule,
          seen: [],
        },
      ],
    ],
    saveRulesAction: [
      "manager",
      (w) => [{ businessId: w.ours.id, serviceId: cut(w), version: "", rules }],
    ],
    saveResourcesAction: [
      "manager",
      (w) => [
        {
          businessId: w.ours.id,
          resources: [{ id: null, name: "Room", quantity: 1, removed: false }],
        },
      ],
    ],
    previewAction: [
      "staff",
      (w) => [{ businessId: w.ours.id, service: "cut", from: today(), overlay: { kind: "none" } }],
    ],
    explainAction: [
      "staff",
      (w) => [
        { businessId: w.ours.id, service: "cut", start: morning(9), overlay: { kind: "none" } },
      ],
    ],
    holidaysAction: ["manager", (w) => [{ businessId: w.ours.id, country: "DE", region: null }]],
    settleStrandedAction: [
      "own",
      (w) => [{ businessId: w.ours.id, cancel: [w.booking.id], move: [], reason: "" }],
    ],
  },
  "lib/calendars/actions.ts": {
    connectAccount: [
      "own",
      (w) => [
        null,
        form({
          businessId: w.ours.id,
          staffId: w.ours.staff[0]!,
          server: "https://127.0.0.1",
          username: "a",
          password: "b",
        }),
      ],
    ],
    connectFile: [
      "own",
      (w) => [
        null,
        form({ businessId: w.ours.id, staffId: w.ours.staff[0]!, url: "https://127.0.0.1/a.ics" }),
      ],
    ],
    reconnectAccount: [
      "own",
      (w) => [null, form({ connectionId: w.connection, secret: "https://127.0.0.1/b.ics" })],
    ],
    saveUse: ["own", (w) => [{ calendarId: w.calendar, use: "neither", privacy: "busy" }]],
    syncNow: ["own", (w) => [w.connection]],
    tryConnection: ["own", (w) => [w.connection]],
    savePolicy: ["manager", (w) => [{ businessId: w.ours.id, policy: "ask" }]],
    offerTimes: ["own", (w) => [w.ours.id, randomUUID()]],
    decideConflict: [
      "own",
      (w) => [w.ours.id, { conflictId: randomUUID(), decision: { way: "keep" } }],
    ],
    createFeed: ["own", (w) => [w.ours.id, w.ours.staff[0]]],
    revokeFeed: ["own", (w) => [w.ours.id, w.feed]],
    disconnect: ["own", (w) => [w.connection]],
  },
  "lib/members/settings-actions.ts": {
    updateSettings: [
      "manager",
      (w) => [
        null,
        form({
          business: w.ours.id,
          updatedAt: w.updatedAt,
          name: "Ours",
          tagline: "",
          about: "",
          address: "",
          city: "",
          phone: "",
          email: "",
          policyText: "",
          cancelCutoffMin: "0",
          moveCutoffMin: "0",
        }),
      ],
    ],
  },
  "lib/embed/actions.ts": {
    saveSitesAction: [
      "manager",
      (w) => [null, form({ business: w.ours.id, sites: `${text()}.example.com` })],
    ],
  },
  "lib/members/start-actions.ts": {
    editStartedBusiness: [
      "owner",
      (w) => [
        null,
        form({
          business: w.ours.id,
          name: "Ours",
          slug: w.ours.slug,
          kind: "salon",
          country: "DE",
          currency: "EUR",
          timeZone: "Europe/Berlin",
          ownerName: "Olga",
        }),
      ],
    ],
    noteStartStep: ["owner", (w) => [w.ours.id, "hours"]],
    saveFirstServicesAction: ["owner", (w) => [{ businessId: w.ours.id, rows: [] }]],
  },
  "lib/members/team-actions.ts": {
    inviteAction: [
      "owner",
      (w) => [
        { businessId: w.ours.id, email: `x-${text()}@mail.example`, role: "staff", staffId: null },
      ],
    ],
    revokeInvitationAction: ["owner", (w) => [w.ours.id, w.invitation]],
    setRoleAction: [
      "owner",
      (w) => [{ businessId: w.ours.id, memberId: w.users.staff, role: "staff" }],
    ],
    removeMemberAction: ["owner", (w) => [{ businessId: w.ours.id, memberId: w.users.owner }]],
    closeBusinessAction: ["owner", (w) => [w.ours.id, "another name"]],
    deleteBusinessAction: ["owner", (w) => [w.ours.id, "another name"]],
    reopenBusinessAction: ["owner", (w) => [w.ours.id]],
  },
};

/** Actions that ask for no role in a business: for visitors, for whoever holds a link, and for one's own account. */
const ASK_NO_ROLE: Record<string, readonly string[] | "all"> = {
  "lib/auth/actions.ts": "all",
  "lib/bookings/actions.ts": "all",
  "lib/notifications/preferences-actions.ts": "all",
  "lib/notifications/notice-actions.ts": "all",
  "lib/members/actions.ts": "all",
  "lib/members/team-actions.ts": ["acceptInvitationAction"],
  "lib/waitlist/actions.ts": ["joinAction", "takeAction", "declineAction", "leaveAction"],
  "lib/calendars/actions.ts": ["renewMyFeed", "endMyFeed"],
};

/** What an answer looks like that nothing came of: a refusal, or done for none. */
function isRefusal(answer: unknown): boolean {
  if (answer === null || typeof answer !== "object") return false;
  if (Array.isArray(answer)) return answer.length === 0;
  const { ok, status, code, message, done, failed } = answer as Record<string, unknown>;
  if (status !== undefined) {
    return status === "forbidden" || code === "forbidden" || code === "not_found";
  }
  if (ok === true) return (Array.isArray(done) && done.length === 0) || hasAll(failed);
  const closed = ["forbidden", "signed_out", "left_team", "not_found", "already"];
  return typeof code === "string" ? closed.includes(code) : typeof message === "string";
}

function hasAll(failed: unknown): boolean {
  return (
    Array.isArray(failed) &&
    failed.length > 0 &&
    failed.every(({ code }) => code === "forbidden" || code === "not_found")
  );
}

/** Whether the gate was passed: done, or refused for a reason that only they get to hear. */
function isLetIn(answer: unknown): boolean {
  if (answer === null || typeof answer !== "object") return false;
  const { status, code, fields } = answer as Record<string, unknown>;
  const closed = ["forbidden", "signed_out", "left_team"];
  return !closed.includes(String(code)) && status !== "forbidden" && !fields;
}

/** Everything that the database has of a business: a word for each table. */
async function everything(): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as name from information_schema.columns as c
     join information_schema.tables as t using (table_schema, table_name)
     where c.column_name = 'business_id' and t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'private')
     order by 1`,
  );
  const parts = [
    "select 'public.businesses' as name, md5(b::text) as hash from public.businesses as b where id = $1",
    ...rows.map(
      ({ name }) =>
        `select '${name}', ${WORKED_ON.has(name) ? "count(*)::text" : "md5(string_agg(md5(t::text), '' order by md5(t::text)))"}
         from ${name} as t where business_id = $1`,
    ),
  ];
  const answer = await db.query<{ name: string; hash: string }>(parts.join(" union all "), [
    world.ours.id,
  ]);
  return Object.fromEntries(
    answer.rows
      .filter(({ name }) => name !== "private.waitlist_wakeups")
      .map(({ name, hash }) => [name, hash]),
  );
}

/** What workers in the background write to on their own (whether a message has gone out by now): only counted. */
const WORKED_ON = new Set([
  "public.notifications",
  "public.calendar_connections",
  "public.waitlist_entries",
]);

async function as<T>(who: Who, act: () => Promise<T>): Promise<T> {
  // What one call sets in its cookies is gone with it.
  request.jar = new Map(jars[who]);
  return act();
}

async function call(file: string, name: string, args: unknown[]): Promise<unknown> {
  const module = await import(/* @vite-ignore */ `../../${file}`);
  try {
    return await module[name](...args);
  } catch (error) {
    const { redirectedTo } = error as { redirectedTo?: string };
    if (redirectedTo) return { ok: true, redirectedTo };
    throw error;
  }
}

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  Object.assign(process.env, stack.env, { THROTTLE_SCALE: "100000" });
  process.env.APP_URL ??= "http://localhost:3000";
  const ours = await makeBusiness(db, { staff: 3 });
  const theirs = await makeBusiness(db);
  const users: Record<string, string> = {};
  const { sessionClient } = await import("../../lib/supabase/server.ts");
  for (const who of ["customer", "stranger", "staff", "manager", "owner"] as const) {
    const person = await signedIn(stack, db, `rights ${who}`);
    users[who] = person.userId!;
    const { rows } = await db.query("select email from auth.users where id = $1", [person.userId]);
    request.jar = jars[who];
    const { error } = await (await sessionClient()).auth.signInWithPassword({
      email: rows[0].email,
      password: PASSWORD,
    });
    if (error) throw error;
    if (who === "customer") continue;
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [
        who === "stranger" ? theirs.id : ours.id,
        person.userId,
        who === "stranger" ? "owner" : who,
        who,
      ],
    );
  }
  await db.query("update public.staff set user_id = $2 where id = $1", [
    ours.staff[1],
    users.staff,
  ]);
  const made = await book(db, ours, { start: morning(12) });
  const id = made.booking!.id;
  const one = async (text: string, values: unknown[]) =>
    (await db.query<{ id: string }>(text, values)).rows[0]!.id;
  const { rows } = await db.query(
    `select b.customer_id as customer, b.appointment_id as appointment, biz.updated_at::text as updated,
       (select n.id from public.notifications as n where n.booking_id = b.id limit 1) as message
     from public.bookings as b join public.businesses as biz on biz.id = b.business_id where b.id = $1`,
    [id],
  );
  const connection = await one(
    `insert into public.calendar_connections (id, business_id, staff_id, provider, account)
     values (gen_random_uuid(), $1, $2, 'feed', '127.0.0.1') returning id`,
    [ours.id, ours.staff[0]],
  );
  const { makeFeed } = await import("../../lib/calendars/feeds.ts");
  const feed = await makeFeed({ businessId: ours.id as never, staffId: ours.staff[0]! });
  if (!feed.ok) throw new Error(feed.code);
  world = {
    ours,
    spare: ours.staff[2]!,
    customer: rows[0].customer,
    booking: {
      id,
      appointment: rows[0].appointment,
      start: made.booking!.start,
      end: made.booking!.end,
      sequence: made.booking!.sequence,
    },
    users: users as World["users"],
    waiting: await one(
      `insert into public.waitlist_entries (id, business_id, service_id, party, from_date, to_date, contact_name, contact_email, time_zone)
       values (gen_random_uuid(), $1, $2, 5, $3, $4, 'Wanda', 'wanda@mail.example', 'Europe/Berlin') returning id`,
      [ours.id, ours.services.cut, addDays(today(), 18), addDays(today(), 22)],
    ),
    block: await one(
      `insert into public.time_off (business_id, staff_id, starts_at, ends_at) values ($1, $2, $3, $4) returning id`,
      [ours.id, ours.staff[0], new Date(morning(30)), new Date(morning(31))],
    ),
    invitation: await one(
      `insert into public.invitations (id, business_id, email, role, token_hash, invited_by)
       values (gen_random_uuid(), $1, 'ivy@mail.example', 'staff', sha256(uuid_send($1::uuid)), $2) returning id`,
      [ours.id, users.owner],
    ),
    connection,
    calendar: await one(
      `insert into public.calendars (connection_id, business_id, staff_id, remote_id, name)
       values ($1, $2, $3, 'a', 'A') returning id`,
      [connection, ours.id, ours.staff[0]],
    ),
    feed: await one(
      "select id from private.calendar_feeds where business_id = $1 and staff_id = $2",
      [ours.id, ours.staff[0]],
    ),
    message: rows[0].message,
    updatedAt: rows[0].updated,
  };
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("server actions", () => {
  it("are all in the table, or ask for no role", async () => {
    const missing: string[] = [];
    const files = ["lib", "app", "components"].flatMap((folder) =>
      readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    for (const file of files) {
      const source = await readFile(`${ROOT}/${file}`, "utf8");
      if (!source.startsWith('"use server"')) continue;
      const free = ASK_NO_ROLE[file];
      for (const [, name] of source.matchAll(/^export async function (\w+)/gm)) {
        if (free === "all" || free?.includes(name!) || actions[file]?.[name!]) continue;
        missing.push(`${file} ${name}`);
      }
    }
    expect(missing).toEqual([]);
  });

  for (const [file, named] of Object.entries(actions)) {
    for (const [name, [least, args]] of Object.entries(named)) {
      it(`${name} is for ${least === "own" ? "managers and their own person" : `${least}s and above`}`, async () => {
        const closed = (Object.keys(jars) as Who[]).filter((who) => !MAY[least].includes(who));
        const before = await everything();
        for (const who of closed) {
          const answer = await as(who, () => call(file, name, args(world)));
          expect(isRefusal(answer), `${who}: ${JSON.stringify(answer)}`).toBe(true);
        }
        expect(await everything(), "nothing is written").toEqual(before);
        const allowed = MAY[least][0]!;
        const answer = await as(allowed, () => call(file, name, args(world)));
        expect(isLetIn(answer), `${allowed}: ${JSON.stringify(answer)}`).toBe(true);
      });
    }
  }
});

describe("a visit that colleagues share", () => {
  it("shows each of them the other's part, and is called off by one as far as it is theirs", async () => {
    const items = [0, 1].map((n) =>
      bookingRequest(world.ours, { start: morning(40) + n * 60 * MINUTE, teams: [[n]] }),
    );
    const { rows } = await db.query("select public.create_bookings($1) as made", [
      { businessId: world.ours.id, items, group: { kind: "visit", id: randomUUID() } },
    ]);
    const [theirs, own] = rows[0].made.bookings;
    const cancel = (which: string) =>
      as("staff", () =>
        call("lib/appointments/desk-actions.ts", "cancelSomeAction", [
          world.ours.id,
          { bookingId: own.id, which, reason: "", notify: false },
        ]),
      );
    expect(await cancel("all")).toMatchObject({ ok: false, code: "forbidden" });
    expect(await cancel("this")).toMatchObject({ ok: true, done: [own.id] });

    const { appointmentDetail } = await import("../../lib/appointments/data.ts");
    const { sessionClient } = await import("../../lib/supabase/server.ts");
    const seen = await as("staff", async () =>
      appointmentDetail(await sessionClient(), world.ours.id as never, theirs.appointmentId, false),
    );
    expect(seen?.bookings).toMatchObject([
      { id: theirs.id, noShows: 0, visit: [{ id: own.id, status: "cancelled", service: "cut" }] },
    ]);
  });
});

describe("routes of the dashboard", () => {
  /** By file: the least role, and the question. */
  const routes: Record<string, [Least, (w: World) => string, params?: (w: World) => object]> = {
    "app/api/dashboard/appointments/[id]/route.ts": [
      "staff",
      (w) => `?business=${w.ours.id}`,
      (w) => ({ id: w.booking.appointment }),
    ],
    "app/api/dashboard/calendar/route.ts": [
      "staff",
      (w) => `?business=${w.ours.id}&from=${today()}&to=${addDays(today(), 7)}`,
    ],
    "app/api/dashboard/customers/route.ts": ["staff", (w) => `?business=${w.ours.id}&q=guest`],
    "app/api/dashboard/services/route.ts": ["staff", (w) => `?business=${w.ours.id}`],
    "app/api/dashboard/series/route.ts": [
      "staff",
      (w) =>
        `?business=${w.ours.id}&service=${cut(w)}&start=${new Date(morning(25)).toISOString()}&every=week&interval=1&count=3`,
    ],
    "app/api/dashboard/shades/route.ts": [
      "staff",
      (w) => `?business=${w.ours.id}&from=${today()}&to=${addDays(today(), 7)}`,
    ],
    "app/api/dashboard/times/route.ts": [
      "staff",
      (w) =>
        `?business=${w.ours.id}&service=${cut(w)}&staff=${w.ours.staff[0]}&date=${addDays(today(), 9)}&party=1`,
    ],
    "app/api/notices/route.ts": ["staff", (w) => `?business=${w.ours.id}`],
    "app/api/calendars/export/route.ts": ["manager", (w) => `?business=${w.ours.id}`],
    "app/dashboard/analytics/csv/route.ts": ["manager", (w) => `?business=${w.ours.id}&table=line`],
    "app/dashboard/settings/data/export/route.ts": ["owner", (w) => `?business=${w.ours.id}`],
    "app/dashboard/customers/[id]/export/route.ts": [
      "manager",
      (w) => `?business=${w.ours.id}`,
      (w) => ({ id: w.customer }),
    ],
  };

  for (const [file, [least, query, params]] of Object.entries(routes)) {
    it(`${file} is for ${least}s and above`, async () => {
      const { GET } = await import(/* @vite-ignore */ `../../${file}`);
      const get = (who: Who) =>
        as(who, async () => {
          const answer: Response = await GET(new Request(`http://localhost/${query(world)}`), {
            params: Promise.resolve(params?.(world) ?? {}),
          });
          return { status: answer.status, text: await answer.text() };
        });
      for (const who of Object.keys(jars) as Who[]) {
        const { status, text } = await get(who);
        if (MAY[least].includes(who)) expect(status, `${who}: ${text}`).toBe(200);
        else expect([401, 403, 404], `${who}: ${status}`).toContain(status);
      }
    });
  }
});
