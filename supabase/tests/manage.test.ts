import { createHash, randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Business, book, change, makeBusiness, morning } from "./support/fixture.ts";
import { type Caller, signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let ours: Business;
let theirs: Business;
let owner: Caller;
let manager: Caller;
let staff: Caller;
let theirOwner: Caller;
let newcomer: Caller;

type Outcome = { ok: boolean; code?: string } & Record<string, unknown>;

interface Service {
  id: string;
  version: string;
  archivedAt: string | null;
  ahead: number;
  details: Record<string, unknown> & { staff: { id: string }[] };
}

/** Calls a function of the API as somebody. */
async function rpc<T = Outcome>(who: Caller, name: string, args: object): Promise<T> {
  const answer = await who.rest("POST", `rpc/${name}`, args);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text) as T;
}
/** Calls a function of the server's. */
async function call(name: string, ...args: unknown[]): Promise<Outcome> {
  const list = args.map((_, i) => `$${i + 1}`).join(", ");
  const { rows } = await db.query(`select public.${name}(${list}) as outcome`, args);
  return rows[0].outcome;
}
async function service(slug: string): Promise<Service> {
  const all = await rpc<Service[]>(owner, "service_details", { p_business: ours.id });
  return all.find(({ details }) => details.slug === slug)!;
}
const save = (who: Caller, one: Service | null, change: object, business = ours.id) =>
  rpc<Outcome & { service: Service }>(who, "save_service", {
    p_business: business,
    p_service: one?.id ?? null,
    p_expected: one?.version ?? "",
    p_details: { ...one?.details, ...change },
  });

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  ours = await makeBusiness(db, { staff: 2, services: { cut: {}, colour: {} } });
  theirs = await makeBusiness(db, { staff: 1 });
  [owner, manager, staff, theirOwner, newcomer] = (await Promise.all(
    ["the owner", "the manager", "the staff", "their owner", "a newcomer"].map((name) =>
      signedIn(stack, db, name),
    ),
  )) as [Caller, Caller, Caller, Caller, Caller];
  for (const [business, person, role] of [
    [ours, owner, "owner"],
    [ours, manager, "manager"],
    [ours, staff, "staff"],
    [theirs, theirOwner, "owner"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [business.id, person.userId, role, person.name],
    );
  }
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("services", () => {
  it("are added with an address of their own, also when the name is taken", async () => {
    const plain = {
      name: "Cut",
      slug: "cut",
      category: "",
      description: "",
      durationMin: 45,
      priceMinor: null,
      photoUrl: null,
      confirmation: "instant",
      cancelCutoffMin: null,
      moveCutoffMin: null,
      questions: [],
      staff: [{ id: ours.staff[0], durationMin: 30, priceMinor: 900 }],
    };
    const made = await save(manager, null, plain);
    expect(made.service.details).toMatchObject({ slug: "cut-2", staff: plain.staff });
    expect((await save(staff, null, plain)).code).toBe("forbidden");
    expect((await save(theirOwner, null, plain)).code).toBe("forbidden");
    // Somebody else's person performs nothing here.
    const foreign = { ...plain, staff: [{ id: theirs.staff[0], durationMin: null }] };
    expect((await save(manager, null, foreign)).code).toBe("invalid");
    expect((await save(manager, null, { ...plain, durationMin: 0 })).code).toBe("invalid");
    const { rows } = await db.query(
      "select count(*) as n from public.services where business_id = $1",
      [ours.id],
    );
    expect(rows[0].n).toBe(3);
  });

  it("tell the second of two editors what the first has saved, and write nothing", async () => {
    const seen = await service("colour");
    const first = await save(owner, seen, { name: "Colour and shine" });
    expect(first.ok).toBe(true);
    const second = await save(manager, seen, { name: "Colours" });
    expect(second).toMatchObject({
      code: "stale",
      current: { details: { name: "Colour and shine" } },
    });
    expect((await save(manager, await service("colour"), { slug: "cut" })).code).toBe("slug_taken");
    expect((await service("colour")).details.name).toBe("Colour and shine");
  });

  it("are copied with people, rules and hours, and not offered before somebody looked", async () => {
    const source = await service("cut");
    await db.query(
      "insert into public.weekly_hours (business_id, service_id, weekday, start_min, end_min) values ($1, $2, 3, 600, 700)",
      [ours.id, source.id],
    );
    const copy = await rpc(manager, "duplicate_service", {
      p_business: ours.id,
      p_service: source.id,
      p_name: "Cut (copy)",
    });
    const { rows } = await db.query(
      `select s.slug, s.archived_at is not null as away,
         (select count(*) from public.service_staff as k where k.service_id = s.id) as people,
         (select count(*) from public.weekly_hours as h where h.service_id = s.id) as hours
       from public.services as s where s.id = $1`,
      [copy.id],
    );
    expect(rows[0]).toEqual({ slug: "cut-3", away: true, people: 2, hours: 1 });
    const foreign = { p_business: theirs.id, p_service: source.id, p_name: "Stolen" };
    expect((await rpc(theirOwner, "duplicate_service", foreign)).code).toBe("not_found");
  });

  it("keep the order that a manager gives them", async () => {
    const before = await rpc<Service[]>(owner, "service_details", { p_business: ours.id });
    const ids = before.map(({ id }) => id).reverse();
    const order = { p_business: ours.id, p_what: "services", p_ids: ids };
    expect((await rpc(staff, "save_order", order)).code).toBe("forbidden");
    expect((await rpc(manager, "save_order", order)).ok).toBe(true);
    const after = await rpc<Service[]>(owner, "service_details", { p_business: ours.id });
    expect(after.map(({ id }) => id)).toEqual(ids);
  });

  it("that bookings point to are put away, never deleted; others go for good", async () => {
    await book(db, ours, { start: morning(10), service: "colour" });
    const booked = await service("colour");
    const remove = (id: string, who = manager, business = ours.id) =>
      rpc(who, "delete_for_good", { p_business: business, p_what: "services", p_id: id });
    expect(booked.ahead).toBe(1);
    expect((await remove(booked.id)).code).toBe("in_use");
    expect((await remove(booked.id, staff)).code).toBe("forbidden");
    expect((await remove(booked.id, theirOwner, theirs.id)).code).toBe("not_found");
    const away = { p_business: ours.id, p_what: "services", p_id: booked.id, p_away: true };
    expect((await rpc(manager, "put_away", away)).ok).toBe(true);
    expect((await service("colour")).archivedAt).not.toBeNull();
    expect((await remove((await service("cut-2")).id)).ok).toBe(true);
    expect(await service("cut-2")).toBeUndefined();
  });
});

describe("people", () => {
  interface Person {
    id: string;
    version: string;
    details: Record<string, unknown> & { services: string[] };
  }
  const people = async () => rpc<Person[]>(owner, "staff_details", { p_business: ours.id });
  const write = (who: Caller, one: Person, change: object) =>
    rpc<Outcome & { person: Person }>(who, "save_staff", {
      p_business: ours.id,
      p_staff: one.id,
      p_expected: one.version,
      p_details: { ...one.details, ...change },
    });

  it("are linked only to somebody who signs in here, and to one of them", async () => {
    const [first, second] = (await people()) as [Person, Person];
    expect((await write(manager, first, { userId: theirOwner.userId })).code).toBe("not_a_member");
    const saved = await write(manager, first, { userId: staff.userId, hue: 5 });
    expect(saved.person.details).toMatchObject({ userId: staff.userId, hue: 5 });
    expect((await write(manager, second, { userId: staff.userId })).code).toBe("member_taken");
    expect((await write(manager, first, { name: "Late" })).code).toBe("stale");
    expect((await write(staff, saved.person, { name: "Me" })).code).toBe("forbidden");
  });

  it("drop what they no longer perform, and keep their own length of the rest", async () => {
    const cut = (await service("cut")).id;
    await db.query(
      "update public.service_staff set duration_min = 20 where service_id = $1 and staff_id = $2",
      [cut, ours.staff[1]],
    );
    const [, second] = (await people()) as [Person, Person];
    const saved = await write(manager, second, { services: [cut] });
    expect(saved.person.details.services).toEqual([cut]);
    const { rows } = await db.query(
      "select duration_min from public.service_staff where service_id = $1 and staff_id = $2",
      [cut, ours.staff[1]],
    );
    expect(rows[0].duration_min).toBe(20);
  });
});

describe("the team", () => {
  const hash = (token: string) => createHash("sha256").update(token).digest("hex");
  async function invite(who: Caller, email: string, role = "staff") {
    const id = randomUUID();
    const outcome = await call(
      "invite_member",
      ours.id,
      who.userId,
      JSON.stringify({ id, email, role, staffId: ours.staff[1], tokenHash: hash(id) }),
    );
    return { id, outcome };
  }
  const accept = (id: string, who: Caller, email: string) =>
    call("accept_invitation", hash(id), who.userId, email, who.name);

  it("is joined by invitation, with the invited address, once", async () => {
    const email = `${randomUUID()}@mail.example`;
    expect((await invite(manager, email)).outcome.code).toBe("forbidden");
    const older = await invite(owner, email, "manager");
    const { id, outcome } = await invite(owner, email.toUpperCase());
    expect(outcome.ok).toBe(true);
    const { rows: letters } = await db.query(
      "select recipient, status from public.notifications where business_id = $1 and kind = 'invitation'",
      [ours.id],
    );
    expect(letters).toHaveLength(2);
    expect((await accept(older.id, newcomer, email)).code).toBe("not_found");
    expect((await accept(id, newcomer, "other@mail.example")).code).toBe("other_address");
    const both = await Promise.all([accept(id, newcomer, email), accept(id, newcomer, email)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const { rows } = await db.query(
      `select m.role, p.user_id = m.user_id as linked from public.members as m
       join public.staff as p on p.id = $3 where m.business_id = $1 and m.user_id = $2`,
      [ours.id, newcomer.userId, ours.staff[1]],
    );
    expect(rows).toEqual([{ role: "staff", linked: true }]);
  });

  it("shows an invitation to owners alone, and an old one opens nothing", async () => {
    const email = `${randomUUID()}@mail.example`;
    const { id } = await invite(owner, email);
    expect((await owner.rest("GET", "invitations?select=email")).rows).toContainEqual({ email });
    for (const who of [manager, staff, theirOwner]) {
      expect((await who.rest("GET", "invitations?select=email")).rows).toEqual([]);
    }
    await db.query("update public.invitations set expires_at = now() where id = $1", [id]);
    expect((await accept(id, newcomer, email)).code).toBe("not_found");
    expect((await call("invitation_by_token", hash(id))).code).toBe("not_found");
  });

  it("always has an owner, also when two give it up at once", async () => {
    const role = (by: Caller, whom: Caller, to: string) =>
      call("set_member_role", ours.id, by.userId, whom.userId, to);
    expect((await role(manager, staff, "manager")).code).toBe("forbidden");
    expect((await role(owner, owner, "staff")).code).toBe("last_owner");
    expect((await call("remove_member", ours.id, owner.userId, owner.userId)).code).toBe(
      "last_owner",
    );
    expect((await role(owner, manager, "owner")).ok).toBe(true);
    const both = await Promise.all([
      role(owner, owner, "manager"),
      call("remove_member", ours.id, manager.userId, manager.userId),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const { rows } = await db.query(
      "select count(*) as n from public.members where business_id = $1 and role = 'owner'",
      [ours.id],
    );
    expect(rows[0].n).toBe(1);
  });

  it("closes the business only when nobody is coming, and its owner opens it again", async () => {
    const { rows } = await db.query("select name from public.businesses where id = $1", [
      theirs.id,
    ]);
    const name = rows[0].name as string;
    const close = (who: Caller, typed = name) =>
      call("close_business", theirs.id, who.userId, typed);
    const { booking } = await book(db, theirs, { start: morning(11) });
    expect((await close(owner)).code).toBe("forbidden");
    expect((await close(theirOwner, "something")).code).toBe("not_confirmed");
    expect(await close(theirOwner)).toMatchObject({ code: "has_upcoming", upcoming: 1 });
    await change(db, booking!.id, "cancelled");
    expect((await close(theirOwner)).ok).toBe(true);
    expect((await call("public_business", theirs.slug)).ok).toBe(false);
    expect((await call("reopen_business", theirs.id, owner.userId)).code).toBe("forbidden");
    expect((await call("reopen_business", theirs.id, theirOwner.userId)).ok).toBe(true);
    expect((await call("public_business", theirs.slug)).ok).toBe(true);
  });
});

describe("photos", () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bucket = (key: string) =>
    createClient(stack.apiUrl, key, {
      auth: { persistSession: false },
      realtime: { transport: class {} as never },
    }).storage.from("photos");

  it("are kept by the server alone, never overwritten, and read by everybody", async () => {
    const path = `${ours.id}/${randomUUID()}.png`;
    const photo = new Blob([png], { type: "image/png" });
    const visitors = bucket(stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY!);
    const server = bucket(stack.env.SUPABASE_SECRET_KEY!);
    expect((await visitors.upload(path, photo)).error).not.toBeNull();
    expect((await server.upload(path, photo)).error).toBeNull();
    expect((await server.upload(path, photo)).error).not.toBeNull();
    expect(
      (await server.upload(`${path}.svg`, new Blob(["<svg/>"], { type: "image/svg+xml" }))).error,
    ).not.toBeNull();
    const read = await fetch(visitors.getPublicUrl(path).data.publicUrl);
    expect(read.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await read.arrayBuffer())).toEqual(png);
    const outside = await fetch(
      `${stack.apiUrl}/storage/v1/object/public/photos/..%2f..%2fsecrets.json`,
    );
    expect(outside.status).toBe(404);
  });
});

describe("arrivals", () => {
  it("are noted by managers and by whom the appointment is with, while it is to come", async () => {
    const booked = await book(db, ours, { start: morning(12) });
    const id = (booked as unknown as { booking: { id: string } }).booking.id;
    await db.query("update public.staff set user_id = null where business_id = $1", [ours.id]);
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'staff', 'Staff') on conflict do nothing",
      [ours.id, staff.userId],
    );
    const note = (who: Caller, here = true) => call("note_arrival", ours.id, who.userId, id, here);
    expect((await note(staff)).code).toBe("forbidden");
    expect((await note(theirOwner)).code).toBe("forbidden");
    await db.query(
      `update public.staff set user_id = $2 where id = (
         select a.staff_id from public.appointments as a join public.bookings as b on b.appointment_id = a.id where b.id = $1)`,
      [id, staff.userId],
    );
    expect((await note(staff)).ok).toBe(true);
    const when = async () =>
      (await db.query("select arrived_at from public.bookings where id = $1", [id])).rows[0]
        .arrived_at;
    const first = await when();
    expect((await note(staff)).ok).toBe(true);
    expect(await when()).toEqual(first);
    expect((await note(staff, false)).ok).toBe(true);
    expect(await when()).toBeNull();
    await db.query("select public.change_booking_status($1, 'cancelled', $2)", [
      id,
      JSON.stringify({ kind: "staff", name: "Reception" }),
    ]);
    expect((await note(staff)).code).toBe("not_possible");
  });
});
