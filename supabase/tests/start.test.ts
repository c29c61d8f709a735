import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Business, book, makeBusiness, morning } from "./support/fixture.ts";
import { type Caller, signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let business: Business;
let owner: Caller;
let staff: Caller;
let stranger: Caller;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 2);
  business = await makeBusiness(db, { staff: 2 });
  [owner, staff, stranger] = (await Promise.all(
    ["an owner", "a colleague", "a stranger"].map((name) => signedIn(stack, db, name)),
  )) as [Caller, Caller, Caller];
  for (const [person, role] of [
    [owner, "owner"],
    [staff, "staff"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [business.id, person.userId, role, person.name],
    );
  }
  await db.query("update public.staff set user_id = $2 where id = $1", [
    business.staff[1],
    owner.userId,
  ]);
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("an address of before", () => {
  const where = async (slug: string, service: string | null = null) =>
    (await db.query("select public.present_address($1, $2) as told", [slug, service])).rows[0].told;
  const rename = (who: Caller, id: string, slug: string) =>
    who.rest("PATCH", `businesses?id=eq.${id}`, { slug });

  it("leads to the business until another takes it, and to its service", async () => {
    const ours = await makeBusiness(db);
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'owner', 'O')",
      [ours.id, owner.userId],
    );
    const [first, second] = [ours.slug, `${ours.slug}-anew`];
    expect((await rename(owner, ours.id, second)).status).toBeLessThan(300);
    expect(await where(first)).toEqual({ ok: true, business: second, service: null });
    expect(await where(second)).toEqual({ ok: true, business: second, service: null });
    expect((await where("nobody-ever-had-this")).code).toBe("not_found");

    const { rows } = await db.query(
      "update public.services set slug = slug || '-anew' where business_id = $1 returning id, slug",
      [ours.id],
    );
    const { id, slug } = rows[0] as { id: string; slug: string };
    const before = slug.replace(/-anew$/, "");
    expect(await where(first, before)).toEqual({ ok: true, business: second, service: slug });
    expect((await where(first, "no-such-service")).service).toBeNull();
    await db.query("update public.services set archived_at = now() where id = $1", [id]);
    expect((await where(second, before)).service).toBeNull();

    const other = await makeBusiness(db);
    await db.query("update public.businesses set slug = $2 where id = $1", [other.id, first]);
    expect((await where(first)).business).toBe(first);
    await db.query("update public.businesses set archived_at = now() where id = $1", [ours.id]);
    expect((await where(second)).code).toBe("not_found");
  });
});

describe("the sites that may frame the booking", () => {
  const put = (who: Caller, origins: string[]) =>
    who.rest("PATCH", `businesses?id=eq.${business.id}&select=embed_origins`, {
      embed_origins: origins,
    });
  const told = async (slug = business.slug) =>
    (await db.query("select public.embed_origins($1) as told", [slug])).rows[0].told;

  it("are the manager's to name, and only sites", async () => {
    expect(await told()).toEqual({ ok: true, origins: [] });
    const good = ["https://www.example.com", "https://*.example.org", "http://127.0.0.1:8080"];
    expect((await put(owner, good)).status).toBeLessThan(300);
    expect(await told()).toEqual({ ok: true, origins: good });
    for (const bad of ["http://example.com", "https://*", "*", "https://a.b; script-src *", ""]) {
      expect((await put(owner, [bad])).status, bad).toBe(400);
    }
    const many = Array.from({ length: 21 }, (_, n) => `https://s${n}.example.com`);
    expect((await put(owner, many)).status).toBe(400);
    for (const other of [staff, stranger]) await put(other, ["https://evil.example"]);
    expect(await told()).toEqual({ ok: true, origins: good });
    expect(await told("nobody-here")).toMatchObject({ ok: false, code: "not_found" });
  });

  it("are told to the server alone", async () => {
    const answer = await owner.rest("POST", "rpc/embed_origins", { p_slug: business.slug });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe("the first services of an opening", () => {
  interface Row {
    id: string;
    slug: string;
    name: string;
    archived: boolean;
    staff: string[];
  }
  const save = async (who: Caller, services: object[]) => {
    const answer = await who.rest("POST", "rpc/save_first_services", {
      p_business: business.id,
      p_services: services,
    });
    expect(answer.status, answer.text).toBe(200);
    return JSON.parse(answer.text) as { ok: boolean; code?: string };
  };
  const wish = (slug: string, change: object = {}) => ({
    id: null,
    slug,
    wanted: true,
    name: slug,
    durationMin: 30,
    bufferAfterMin: 0,
    capacity: 1,
    priceMinor: null,
    ...change,
  });
  const rows = async () =>
    (
      await db.query<Row>(
        `select s.id, s.slug, s.name, s.archived_at is not null as archived,
           array(select k.staff_id::text from public.service_staff as k where k.service_id = s.id) as staff
         from public.services as s where s.business_id = $1 and s.slug like 'first-%' order by s.slug`,
        [business.id],
      )
    ).rows;
  const step = async () =>
    (await db.query("select start_step from public.businesses where id = $1", [business.id]))
      .rows[0].start_step;

  it("are made once however often they are sent, performed by the owner, and end the opening", async () => {
    await db.query("update public.businesses set start_step = 'services' where id = $1", [
      business.id,
    ]);
    const list = [wish("first-a"), wish("first-b"), wish("first-c", { wanted: false })];
    for (const other of [staff, stranger])
      expect(await save(other, list)).toEqual({ ok: false, code: "forbidden" });
    expect(await rows()).toEqual([]);
    expect(await step()).toBe("services");
    await Promise.all([save(owner, list), save(owner, list)]);
    const made = await rows();
    expect(made.map(({ slug }) => slug)).toEqual(["first-a", "first-b"]);
    expect(made.map((one) => one.staff)).toEqual([[business.staff[1]], [business.staff[1]]]);
    expect(await step()).toBeNull();
  });

  it("are changed and taken back; what somebody has booked stays for them", async () => {
    const [a, b] = await rows();
    await db.query(
      "update public.services set min_notice_min = 0, max_advance_days = null where id = $1",
      [b!.id],
    );
    business.services["first-b"] = b!.id;
    const booked = await book(db, business, {
      start: morning(5),
      service: "first-b",
      teams: [[1]],
    });
    expect(booked.ok).toBe(true);
    await save(owner, [
      wish("first-a", { id: a!.id, name: "Another name", priceMinor: 4500 }),
      wish("first-b", { id: b!.id, wanted: false }),
    ]);
    expect(await rows()).toMatchObject([
      { slug: "first-a", name: "Another name", archived: false },
      { slug: "first-b", archived: true },
    ]);
    await save(owner, [wish("first-a", { id: a!.id, wanted: false }), wish("first-b")]);
    expect(await rows()).toMatchObject([{ id: b!.id, slug: "first-b", archived: false }]);
  });
});
