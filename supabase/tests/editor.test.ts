import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Business, makeBusiness } from "./support/fixture.ts";
import { type Caller, server, signedIn, visitor } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let ours: Business;
let owner: Caller;
let jonas: Caller;
let theirOwner: Caller;

const SINCE = "2026-11-01";

interface Document {
  followsBusinessHours: boolean;
  timeZone: string | null;
  country: string | null;
  region: string | null;
  weekly: [number, number, number][];
  seasons: { name: string; from: string; to: string; weekly: [number, number, number][] }[];
  patterns: object[];
  overrides: { date: string; hours: { start: number; end: number }[]; note: string }[];
  closures: {
    kind: string;
    name: string;
    from: string;
    to: string;
    sourceKey: string | null;
    ignored: boolean;
  }[];
  timeOff: { start: number; end: number; reason: string }[];
}
type Outcome =
  | { ok: true; version: string; schedule: Document }
  | { ok: false; code: string; current?: { version: string; schedule: Document } };

async function rpc<T = Outcome>(who: Caller, name: string, args: object): Promise<T> {
  const answer = await who.rest("POST", `rpc/${name}`, args);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text) as T;
}
async function load(who: Caller, staff: string | null) {
  const loaded = await rpc(who, "schedule_of", {
    p_business: ours.id,
    p_staff: staff,
    p_since: SINCE,
  });
  if (!loaded.ok) throw new Error(loaded.code);
  return loaded;
}
const save = (who: Caller, staff: string | null, version: string, schedule: object) =>
  rpc(who, "save_schedule", {
    p_business: ours.id,
    p_staff: staff,
    p_since: SINCE,
    p_expected: version,
    p_schedule: schedule,
  });
/** Loads and saves what `change` makes of it. */
async function edit(who: Caller, staff: string | null, change: (schedule: Document) => object) {
  const { version, schedule } = await load(who, staff);
  return save(who, staff, version, { ...schedule, ...change(schedule) });
}

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  ours = await makeBusiness(db, { staff: 2, resources: { room: 2 }, services: { massage: {} } });
  const theirs = await makeBusiness(db, { staff: 1 });
  [owner, jonas, theirOwner] = (await Promise.all(
    ["editing owner", "editing jonas", "other owner"].map((name) => signedIn(stack, db, name)),
  )) as [Caller, Caller, Caller];
  for (const [business, person, role] of [
    [ours, owner, "owner"],
    [ours, jonas, "staff"],
    [theirs, theirOwner, "owner"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [business.id, person.userId, role, person.name],
    );
  }
  await db.query("update public.staff set user_id = $2 where id = $1", [
    ours.staff[1],
    jonas.userId,
  ]);
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("a schedule as one document", () => {
  it("comes back as it was saved, every layer of it, and what stays keeps its rows", async () => {
    const wanted = {
      followsBusinessHours: false,
      timeZone: "Europe/Lisbon",
      country: null,
      region: null,
      weekly: [
        [1, 540, 780],
        [5, 1320, 120],
      ],
      seasons: [
        { name: "Summer", from: "2027-06-01", to: "2027-08-31", weekly: [[1, 480, 720]] },
        { name: "Autumn", from: "2027-09-01", to: "2027-09-30", weekly: [] },
      ],
      patterns: [
        {
          name: "Market",
          rrule: "FREQ=MONTHLY;BYDAY=2SA",
          from: "2026-12-01",
          to: null,
          start: 600,
          end: 840,
        },
      ],
      overrides: [
        { date: "2026-12-26", hours: [{ start: 600, end: 840 }], note: "after all" },
        { date: "2026-12-31", hours: [], note: "" },
      ],
      closures: [
        {
          kind: "leave",
          name: "Christmas",
          from: "2026-12-24",
          to: "2026-12-26",
          sourceKey: null,
          ignored: false,
        },
      ],
      timeOff: [{ start: 1_796_120_000, end: 1_796_127_200, reason: "dentist" }],
    };
    const saved = await edit(owner, ours.staff[0]!, () => wanted);
    expect(saved).toMatchObject({ ok: true });
    const again = await load(owner, ours.staff[0]!);
    expect(again.schedule).toEqual(wanted);
    const rows = async () =>
      (
        await db.query(
          `select id from public.weekly_hours where staff_id = $1 union select id from public.seasons where staff_id = $1
           union select id from public.closures where staff_id = $1 order by 1`,
          [ours.staff[0]],
        )
      ).rows;
    const before = await rows();
    const third = await save(owner, ours.staff[0]!, again.version, {
      ...wanted,
      overrides: wanted.overrides.slice(0, 1),
    });
    expect(third).toMatchObject({ ok: true, schedule: { overrides: [{ date: "2026-12-26" }] } });
    expect(await rows()).toEqual(before);
  });

  it("leaves what has passed alone", async () => {
    await db.query(
      "insert into public.closures (business_id, name, from_date, to_date) values ($1, 'Long ago', '2020-01-01', '2020-01-02')",
      [ours.id],
    );
    const loaded = await load(owner, null);
    expect(loaded.schedule.closures).toEqual([]);
    expect(await save(owner, null, loaded.version, loaded.schedule)).toMatchObject({ ok: true });
    const { rowCount } = await db.query(
      "select 1 from public.closures where business_id = $1 and name = 'Long ago'",
      [ours.id],
    );
    expect(rowCount).toBe(1);
  });

  it("does not let a second save silently overwrite the first", async () => {
    const one = await load(owner, null);
    const first = await save(owner, null, one.version, {
      ...one.schedule,
      weekly: [[2, 540, 1080]],
    });
    expect(first).toMatchObject({ ok: true });
    const second = await save(owner, null, one.version, {
      ...one.schedule,
      weekly: [[3, 540, 1080]],
    });
    expect(second).toMatchObject({
      ok: false,
      code: "stale",
      current: { schedule: { weekly: [[2, 540, 1080]] } },
    });
    expect((await load(owner, null)).schedule.weekly).toEqual([[2, 540, 1080]]);
  });

  it("lets exactly one of many simultaneous saves win", async () => {
    const { version, schedule } = await load(owner, null);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        save(owner, null, version, { ...schedule, weekly: [[1, 480 + i, 1080]] }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.code === "stale")).toHaveLength(7);
  });

  it.each([
    ["hours off the clock", { weekly: [[1, 540, 2000]] }, "invalid"],
    ["an eighth weekday", { weekly: [[8, 540, 600]] }, "invalid"],
    ["text for a minute", { weekly: [["Monday", 540, 600]] }, "invalid"],
    ["no list", { weekly: "always" }, "invalid"],
    ["a day twice", { overrides: [day("2027-01-01"), day("2027-01-01")] }, "invalid"],
    ["a day that does not exist", { overrides: [day("2027-02-30")] }, "invalid"],
    [
      "hours of a day that are none",
      { overrides: [{ ...day("2027-01-01"), hours: [1] }] },
      "invalid",
    ],
    [
      "seasons that overlap",
      { seasons: [season("2027-06-01", "2027-07-01"), season("2027-07-01", "2027-08-01")] },
      "seasons_overlap",
    ],
    ["a season backwards", { seasons: [season("2027-07-01", "2027-06-01")] }, "invalid"],
    ["a country that is none", { country: "Germany" }, "invalid"],
  ])("refuses %s and changes nothing", async (_, change, code) => {
    const before = await load(owner, null);
    expect(await edit(owner, null, () => ({ weekly: [[7, 0, 60]], ...change }))).toMatchObject({
      ok: false,
      code,
    });
    expect(await load(owner, null)).toEqual(before);
  });
});

function day(date: string) {
  return { date, hours: [], note: "" };
}
function season(from: string, to: string) {
  return { name: "Season", from, to, weekly: [] };
}

describe("who may edit whose hours", () => {
  it("staff edit their own, not the business's nor a colleague's, nor whether they keep the business's hours", async () => {
    const [colleague, own] = ours.staff as [string, string];
    expect(
      await edit(jonas, own, () => ({
        overrides: [{ date: "2027-03-01", hours: [], note: "trip" }],
      })),
    ).toMatchObject({ ok: true });
    expect(await edit(jonas, colleague, () => ({ overrides: [] }))).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    expect(await edit(jonas, null, () => ({ weekly: [] }))).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    expect(
      await edit(jonas, own, ({ followsBusinessHours }) => ({
        followsBusinessHours: !followsBusinessHours,
        overrides: [],
      })),
    ).toMatchObject({ ok: false, code: "forbidden" });
    expect((await load(jonas, own)).schedule.overrides).toHaveLength(1);
  });

  it("another business's owner finds nothing, and changes nothing with what they guess", async () => {
    const { version, schedule } = await load(owner, null);
    const args = { p_business: ours.id, p_staff: null, p_since: SINCE };
    expect(await rpc(theirOwner, "schedule_of", args)).toEqual({ ok: false, code: "not_found" });
    expect(await save(theirOwner, null, version, { ...schedule, weekly: [] })).toMatchObject({
      code: "forbidden",
    });
    expect(await rpc(theirOwner, "service_rules", { p_business: ours.id })).toEqual([]);
    expect(await load(owner, null)).toMatchObject({ version });
  });

  it("visitors may not even ask", async () => {
    for (const [name, args] of [
      ["schedule_of", { p_business: ours.id, p_staff: null, p_since: SINCE }],
      ["team_schedules", { p_business: ours.id, p_since: SINCE }],
      ["service_rules", { p_business: ours.id }],
      ["businesses_with_holidays", {}],
    ] as const) {
      const answer = await visitor(stack).rest("POST", `rpc/${name}`, args);
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
    }
    const answer = await owner.rest("POST", "rpc/businesses_with_holidays", {});
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe("rules of a service", () => {
  interface Service {
    id: string;
    version: string;
    rules: Record<string, unknown>;
  }
  const rulesOf = async (who = owner) =>
    (await rpc<Service[]>(who, "service_rules", { p_business: ours.id }))[0]!;
  const saveRules = (who: Caller, { id, version }: Service, rules: object) =>
    rpc<{ ok: boolean; code?: string; constraint?: string; service?: Service }>(
      who,
      "save_service_rules",
      { p_business: ours.id, p_service: id, p_expected: version, p_rules: rules },
    );

  it("are saved with hours and rooms, and refused when they have changed meanwhile", async () => {
    const before = await rulesOf();
    const wanted = {
      ...before.rules,
      limitPerDay: 3,
      capacity: 8,
      hours: [[2, 540, 720]],
      resources: [{ id: ours.resources.room, quantity: 1 }],
    };
    expect(await saveRules(owner, before, wanted)).toMatchObject({
      ok: true,
      service: { rules: wanted },
    });
    expect(await saveRules(owner, before, { ...wanted, limitPerDay: 4 })).toMatchObject({
      ok: false,
      code: "stale",
    });
    expect((await rulesOf()).rules).toEqual(wanted);
  });

  it.each([
    [
      "notice beyond the furthest day",
      { minNoticeMin: 10_000, maxAdvanceDays: 1 },
      "services_notice_within_horizon",
    ],
    [
      "a last day before the first",
      { bookableFrom: "2027-02-01", bookableUntil: "2027-01-01" },
      "services_bookable_dates_in_order",
    ],
    ["a class of two leaders", { capacity: 8, staffRequired: 2 }, "services_group_has_one_leader"],
  ])("name the constraint that %s breaks", async (_, change, constraint) => {
    const before = await rulesOf();
    expect(await saveRules(owner, before, { ...before.rules, ...change })).toMatchObject({
      ok: false,
      code: "invalid",
      constraint,
    });
    expect(await rulesOf()).toEqual(before);
  });

  it("are not for staff to change, nor may they need another business's rooms", async () => {
    const before = await rulesOf(jonas);
    expect(await saveRules(jonas, before, before.rules)).toMatchObject({ code: "forbidden" });
    const foreign = await makeBusiness(db, { resources: { sauna: 1 } });
    const stolen = { ...before.rules, resources: [{ id: foreign.resources.sauna, quantity: 1 }] };
    expect(await saveRules(owner, before, stolen)).toMatchObject({ ok: false, code: "invalid" });
  });

  it("rooms are added, renamed, put away and taken up again", async () => {
    const saveRooms = (who: Caller, resources: object[]) =>
      rpc<{ ok: boolean; code?: string }>(who, "save_resources", {
        p_business: ours.id,
        p_resources: resources,
      });
    const room = ours.resources.room!;
    const line = (name: string, quantity = 1, id: string | null = null, removed = false) => ({
      id,
      name,
      quantity,
      removed,
    });
    expect(await saveRooms(jonas, [line("Sauna")])).toMatchObject({ code: "forbidden" });
    expect(await saveRooms(owner, [line("Sauna", 2), line("Treatment room", 3, room)])).toEqual({
      ok: true,
    });
    const rows = async () =>
      (
        await db.query(
          "select name, quantity, archived_at is not null as away from public.resources where business_id = $1 order by name",
          [ours.id],
        )
      ).rows;
    expect(await rows()).toEqual([
      { name: "Sauna", quantity: 2, away: false },
      { name: "Treatment room", quantity: 3, away: false },
    ]);
    expect(await saveRooms(owner, [line("Treatment room", 3, room, true)])).toEqual({ ok: true });
    expect((await rulesOf()).rules.resources).toEqual([]);
    expect(await saveRooms(owner, [line("Treatment room", 2)])).toEqual({ ok: true });
    expect((await rows())[1]).toEqual({ name: "Treatment room", quantity: 2, away: false });
    expect(await saveRooms(owner, [line("", 2)])).toMatchObject({ code: "invalid" });
  });
});

describe("the yearly refresh of public holidays", () => {
  it("adds new ones, follows those that moved, drops those abolished, and keeps what was opened", async () => {
    const holiday = (name: string, date: string, key: string) => ({
      kind: "holiday",
      name,
      from: date,
      to: date,
      sourceKey: key,
      ignored: false,
    });
    const taken = [
      holiday("New Year", "2027-01-01", "XX:1"),
      { ...holiday("Spring Day", "2027-04-01", "XX:2"), ignored: true },
      holiday("Abolished Day", "2027-05-01", "XX:3"),
    ];
    expect(await edit(owner, null, () => ({ closures: taken }))).toMatchObject({ ok: true });
    const all = server(stack);
    const listed = await rpc<{ id: string }[]>(all, "businesses_with_holidays", {});
    expect(listed.map(({ id }) => id)).toContain(ours.id);
    const refresh = () =>
      rpc<number>(all, "refresh_holidays", {
        p_business: ours.id,
        p_today: "2026-11-23",
        p_holidays: [
          holiday("New Year", "2027-01-01", "XX:1"),
          holiday("Spring Day", "2027-04-02", "XX:2"),
          holiday("Autumn Day", "2027-10-01", "XX:4"),
          holiday("Passed", "2026-01-01", "XX:0"),
        ],
      });
    expect(await refresh()).toBe(3);
    expect((await load(owner, null)).schedule.closures).toEqual([
      holiday("New Year", "2027-01-01", "XX:1"),
      { ...holiday("Spring Day", "2027-04-02", "XX:2"), ignored: true },
      holiday("Autumn Day", "2027-10-01", "XX:4"),
    ]);
    expect(await refresh()).toBe(0);
  });
});
