import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Business,
  book,
  call,
  change,
  DAY,
  MINUTE,
  makeBusiness,
  morning,
  type Outcome,
} from "./support/fixture.ts";
import { broken } from "./support/invariants.ts";
import { type Caller, signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let began: Date;
let stack: TestStack;
let db: pg.Pool;
/** Two businesses; Mara manages the first, Jonas works there, Olga owns the other. */
let ours: Business;
let theirs: Business;
let mara: Caller;
let jonas: Caller;
let olga: Caller;

beforeAll(async () => {
  began = new Date();
  stack = await testStack();
  db = connections(stack, 12);
  [mara, jonas, olga] = (await Promise.all(
    ["mara", "jonas", "olga"].map((name) => signedIn(stack, db, name)),
  )) as [Caller, Caller, Caller];
});

beforeEach(async () => {
  [ours, theirs] = [
    await makeBusiness(db, { cutoff: 60, staff: 2 }),
    await makeBusiness(db, { cutoff: 60 }),
  ];
  for (const [business, person, role] of [
    [ours, mara, "manager"],
    [ours, jonas, "staff"],
    [theirs, olga, "owner"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [business.id, person.userId, role, person.name],
    );
  }
});

afterEach(async () => {
  expect(await broken(db, began)).toEqual({});
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

interface Row {
  id: string;
  name: string;
  email: string | null;
  [detail: string]: unknown;
}

type Details = { name: string; email: string | null; phone: string | null };

const add = (who: Caller, details: Partial<Details>, business = ours) =>
  call<Outcome & { id: string }>(db, "save_customer", [
    business.id,
    who.userId,
    null,
    null,
    { name: "Clara Nowak", email: null, phone: null, ...details },
  ]);

async function find(
  who: Caller,
  question: Record<string, unknown> = {},
  business = ours,
): Promise<{ ok: boolean; total: number; customers: Row[] }> {
  const answer = await who.rest("POST", "rpc/find_customers", {
    p_business: business.id,
    ...question,
  });
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text);
}

const names = async (question: Record<string, unknown>) =>
  (await find(jonas, question)).customers.map(({ name }) => name);

async function record(id: string, who = jonas): Promise<Row> {
  const answer = await who.rest("POST", "rpc/customer_record", {
    p_business: ours.id,
    p_customer: id,
  });
  return JSON.parse(answer.text).customer;
}

/** The customer behind a booking. */
async function customerOf(bookingId: string): Promise<string> {
  const { rows } = await db.query("select customer_id from public.bookings where id = $1", [
    bookingId,
  ]);
  return rows[0].customer_id;
}

/** A booking that has been: made for the past, as the desk may. */
async function bookPast(daysAgo: number, email: string, name = "Clara Nowak") {
  const made = await book(db, ours, {
    start: morning(-daysAgo),
    email,
    name,
    actor: "staff",
    override: true,
  });
  expect(made).toMatchObject({ ok: true });
  return made.booking!.id;
}

const mail = (name: string) => `${name}-${randomUUID().slice(0, 8)}@mail.example`;

async function merge(keep: string, lose: string, who = mara, business = ours) {
  const plan = await call<Outcome & { version: string }>(db, "merge_preview", [
    business.id,
    who.userId,
    keep,
    lose,
  ]);
  if (!plan.ok) return plan;
  return call(db, "merge_customers", [business.id, who.userId, keep, lose, plan.version]);
}

const erase = (id: string, name: string, who = mara, business = ours) =>
  call(db, "erase_customer", [business.id, who.userId, id, name]);

describe("the list", () => {
  it("finds by a part of a name, without accents, of an address or of a number", async () => {
    await add(jonas, { name: "Lucía Marín", email: "luz@mail.example", phone: "+4930555123" });
    await add(jonas, { name: "Ben 100%", email: "under_score@mail.example" });
    expect(await names({ p_search: "lucia" })).toEqual(["Lucía Marín"]);
    expect(await names({ p_search: "MARÍN" })).toEqual(["Lucía Marín"]);
    expect(await names({ p_search: "luz@" })).toEqual(["Lucía Marín"]);
    expect(await names({ p_search: "030 555-12" })).toEqual(["Lucía Marín"]);
    expect(await names({ p_search: "%" })).toEqual(["Ben 100%"]);
    expect(await names({ p_search: "r_s" })).toEqual(["Ben 100%"]);
    expect(await names({ p_search: "\\" })).toEqual([]);
  });

  it("counts visits, what is ahead, no-shows and late cancellations, and sorts by them", async () => {
    const [often, shy] = [mail("often"), mail("shy")];
    for (const daysAgo of [3, 4, 5]) {
      await change(db, await bookPast(daysAgo, often, "Often"), "completed");
    }
    await change(db, await bookPast(1, shy, "Shy"), "no_show");
    await change(db, await bookPast(2, shy, "Shy"), "completed");
    await book(db, ours, { start: morning(4), email: shy, name: "Shy" });
    const early = await book(db, ours, { start: morning(5), email: shy, name: "Shy" });
    expect(await change(db, early.booking!.id, "cancelled", "customer")).toMatchObject({
      ok: true,
    });
    // Called off the evening before: the cut-off, which was an hour, was a week for this one.
    const late = await book(db, ours, { start: morning(6), email: shy, name: "Shy" });
    await change(db, late.booking!.id, "cancelled", "customer");
    await db.query("update public.bookings set cancelled_at = $2 where id = $1", [
      late.booking!.id,
      new Date(morning(6) - 30 * MINUTE),
    ]);
    const atDesk = await bookPast(6, shy, "Shy");
    await change(db, atDesk, "cancelled", "staff");

    const { customers, total } = await find(jonas, { p_sort: "visits" });
    expect(total).toBe(2);
    expect(customers).toMatchObject([
      { name: "Often", visits: 3, upcoming: 0, noShows: 0, late: 0 },
      {
        name: "Shy",
        visits: 1,
        upcoming: 1,
        noShows: 1,
        cancelled: 3,
        late: 1,
        lateAtDesk: 1,
        nextVisit: new Date(morning(4)).toISOString().replace(".000", ""),
      },
    ]);
    expect(await names({ p_sort: "last" })).toEqual(["Shy", "Often"]);
    expect(await names({ p_sort: "name" })).toEqual(["Often", "Shy"]);
    expect(await names({ p_show: "no_shows" })).toEqual(["Shy"]);
    expect(await names({ p_sort: "name", p_offset: 1, p_limit: 1 })).toEqual(["Shy"]);
  });

  it("answers quickly with twenty thousand", async () => {
    const many = await makeBusiness(db);
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'staff', 'Jonas')",
      [many.id, jonas.userId],
    );
    await db.query(
      `insert into public.customers (business_id, name, email)
       select $1, 'Nº ' || n || ' Müller', 'n' || n || '@mail.example' from generate_series(1, 20000) as n`,
      [many.id],
    );
    await db.query("analyze public.customers");
    for (const question of [{}, { p_search: "muller" }, { p_sort: "last" }, { p_offset: 19_990 }]) {
      const start = performance.now();
      const { total } = await find(jonas, question, many);
      expect(total).toBe(20_000);
      expect(performance.now() - start, JSON.stringify(question)).toBeLessThan(3000);
    }
    await db.query("delete from public.customers where business_id = $1", [many.id]);
  });

  it("is closed to another business, and to its functions", async () => {
    const { id } = await add(jonas, {});
    const answer = await olga.rest("POST", "rpc/find_customers", { p_business: ours.id });
    expect(JSON.parse(answer.text)).toEqual({ ok: false, code: "forbidden" });
    expect(await record(id, olga)).toBeUndefined();
    expect(await add(olga, {})).toMatchObject({ ok: false, code: "forbidden" });
    expect(
      await call(db, "save_customer_notes", [theirs.id, olga.userId, id, "", "x"]),
    ).toMatchObject({ code: "not_found" });
    expect(await call(db, "block_customer", [theirs.id, olga.userId, id, true])).toMatchObject({
      code: "not_found",
    });
    expect(await call(db, "export_customer", [theirs.id, olga.userId, id])).toMatchObject({
      code: "not_found",
    });
    expect(await erase(id, "Clara Nowak", olga, theirs)).toMatchObject({ code: "not_found" });
    expect(await record(id)).toMatchObject({ name: "Clara Nowak", notes: "", blockedAt: null });
  });
});

describe("a record", () => {
  it("is edited by who saw it as it is; whoever comes second is shown what stands there", async () => {
    const { id } = await add(jonas, { email: mail("clara") });
    const seen = await record(id);
    const was = { name: seen.name, email: seen.email, phone: null };
    const save = (details: Details) =>
      call(db, "save_customer", [ours.id, jonas.userId, id, was, details]);
    expect(await save({ ...was, phone: "+4930555" + "1234" })).toMatchObject({ ok: true });
    expect(await save({ ...was, name: "Clara N." })).toEqual({
      ok: false,
      code: "stale",
      current: { ...was, phone: "+49305551234" },
    });
  });

  it("keeps notes of which nobody's are overwritten unseen", async () => {
    const { id } = await add(jonas, {});
    const save = (was: string, notes: string) =>
      call(db, "save_customer_notes", [ours.id, jonas.userId, id, was, notes]);
    const [one, two] = await Promise.all([save("", "likes tea"), save("", "likes coffee")]);
    const refused = one.ok ? two : one;
    const { notes } = await record(id);
    expect([one.ok, two.ok].sort()).toEqual([false, true]);
    expect(refused).toEqual({ ok: false, code: "stale", current: notes });
    expect(await save(String(notes), "likes both")).toEqual({ ok: true });
  });

  it("does not take an address that is another's, and says whose", async () => {
    const email = mail("taken");
    const first = await add(jonas, { name: "First", email });
    const second = await add(jonas, { name: "Second" });
    expect(await add(jonas, { email })).toEqual({
      ok: false,
      code: "email_taken",
      customer: { id: first.id, name: "First" },
    });
    const was = { name: "Second", email: null, phone: null };
    expect(
      await call(db, "save_customer", [ours.id, jonas.userId, second.id, was, { ...was, email }]),
    ).toMatchObject({ code: "email_taken", customer: { id: first.id } });
    // In the other business the address is free.
    expect(await add(olga, { email }, theirs)).toMatchObject({ ok: true });
  });

  it("of somebody blocked takes no booking online; the desk may still book", async () => {
    const email = mail("blocked");
    const { id } = await add(jonas, { email });
    expect(await call(db, "block_customer", [ours.id, jonas.userId, id, true])).toMatchObject({
      code: "forbidden",
    });
    await call(db, "block_customer", [ours.id, mara.userId, id, true]);
    expect(await names({ p_show: "blocked" })).toEqual(["Clara Nowak"]);
    const start = morning(3);
    expect(await book(db, ours, { start, email })).toMatchObject({ code: "not_accepted" });
    expect(await book(db, ours, { start, email, actor: "staff" })).toMatchObject({ ok: true });
    await call(db, "block_customer", [ours.id, mara.userId, id, false]);
    expect(await book(db, ours, { start: start + DAY, email })).toMatchObject({ ok: true });
  });
});

describe("merging", () => {
  it("moves every booking, joins the notes and remembers both addresses", async () => {
    const [work, home] = [mail("work"), mail("home")];
    const past = await bookPast(3, work);
    const ahead = await book(db, ours, { start: morning(3), email: home });
    const [lose, keep] = [await customerOf(past), await customerOf(ahead.booking!.id)];
    await db.query(
      "update public.customers set notes = 'tea', phone = '+49301' || '2345' where id = $1",
      [lose],
    );
    await db.query("update public.customers set notes = 'window seat' where id = $1", [keep]);
    const history = await events([past, ahead.booking!.id]);

    const plan = await call<Outcome>(db, "merge_preview", [ours.id, mara.userId, keep, lose]);
    expect(plan).toMatchObject({
      moves: 1,
      result: { email: home, otherEmails: [work], phone: "+49301" + "2345", blocked: false },
    });
    expect(await merge(keep, lose)).toEqual({ ok: true, id: keep, moved: 1 });

    expect(await customerOf(past)).toBe(keep);
    expect(await record(keep)).toMatchObject({
      notes: "window seat\n\ntea",
      otherEmails: [work],
      visits: 1,
      upcoming: 1,
    });
    expect(await record(lose)).toMatchObject({ mergedInto: keep, visits: 0 });
    expect(await events([past, ahead.booking!.id])).toEqual(history);
    expect(await names({})).toEqual([`Guest${(await record(keep)).name.slice(5)}`]);
    expect(await names({ p_search: work })).toHaveLength(1);

    // Whoever books with the old address is the same person, and stays so through another merge.
    const again = await book(db, ours, { start: morning(4), email: work.toUpperCase() });
    expect(await customerOf(again.booking!.id)).toBe(keep);
    const third = await add(jonas, { name: "Third", email: mail("third") });
    expect(await merge(third.id, keep)).toMatchObject({ ok: true, moved: 3 });
    const once = await book(db, ours, { start: morning(5), email: work });
    expect(await customerOf(once.booking!.id)).toBe(third.id);
    expect((await record(third.id)).otherEmails).toEqual([home, work].sort());
  });

  it("shows both addresses' bookings to whoever signs in with either", async () => {
    const [work, home] = [mail("work"), mail("home")];
    const past = await bookPast(3, work);
    const ahead = await book(db, ours, { start: morning(3), email: home });
    const person = await signedIn(stack, db, "traveller");
    await db.query("select public.link_customer($1, $2)", [person.userId, work]);
    await merge(await customerOf(ahead.booking!.id), await customerOf(past));
    const mine = await call<Row[]>(db, "customer_bookings", [person.userId]);
    expect(mine.map(({ id }) => id)).toEqual([ahead.booking!.id, past]);
  });

  it("knows the addresses that may have an account opened, and not those of whoever was erased", async () => {
    const address = mail("newcomer");
    const known = (email: string) => call<boolean>(db, "is_customer_address", [email]);
    expect(await known(address)).toBe(false);
    const booking = await bookPast(3, address);
    expect(await known(` ${address.toUpperCase()}`)).toBe(true);
    const id = await customerOf(booking);
    const { name } = await record(id);
    expect(await call(db, "erase_customer", [ours.id, mara.userId, id, name])).toMatchObject({
      ok: true,
    });
    expect(await known(address)).toBe(false);
  });

  it("holds a block for both, and changes places of two addresses", async () => {
    const [work, home] = [mail("work"), mail("home")];
    const keep = await add(jonas, { email: home });
    const lose = await add(jonas, { email: work });
    await call(db, "block_customer", [ours.id, mara.userId, lose.id, true]);
    await merge(keep.id, lose.id);
    for (const email of [work, home]) {
      expect(await book(db, ours, { start: morning(3), email })).toMatchObject({
        code: "not_accepted",
      });
    }
    await call(db, "block_customer", [ours.id, mara.userId, keep.id, false]);
    const was = { name: "Clara Nowak", email: home, phone: null };
    expect(
      await call(db, "save_customer", [
        ours.id,
        jonas.userId,
        keep.id,
        was,
        { ...was, email: work },
      ]),
    ).toMatchObject({ ok: true });
    expect(await record(keep.id)).toMatchObject({ email: work, otherEmails: [home] });
    const made = await book(db, ours, { start: morning(3), email: home });
    expect(await customerOf(made.booking!.id)).toBe(keep.id);
  });

  it("is refused to staff, across businesses, with itself, and when the preview is out of date", async () => {
    const [a, b] = [await add(jonas, { name: "A" }), await add(jonas, { name: "B" })];
    const foreign = await add(olga, {}, theirs);
    expect(await merge(a.id, b.id, jonas)).toMatchObject({ code: "forbidden" });
    expect(await merge(a.id, foreign.id)).toMatchObject({ code: "not_found" });
    expect(await merge(foreign.id, a.id, olga, theirs)).toMatchObject({ code: "not_found" });
    expect(await merge(a.id, a.id)).toMatchObject({ code: "same_customer" });
    const stale = await call(db, "merge_customers", [
      ours.id,
      mara.userId,
      a.id,
      b.id,
      "of yesterday",
    ]);
    expect(stale).toMatchObject({ ok: false, code: "stale", keep: { name: "A" } });
    expect(await record(b.id)).toMatchObject({ mergedInto: null });
  });

  it("leaves no booking behind, however many are made meanwhile", async () => {
    const [work, home] = [mail("work"), mail("home")];
    const keep = await add(jonas, { email: home });
    const lose = await add(jonas, { email: work });
    const bookings = Array.from({ length: 16 }, (_, n) =>
      book(db, ours, {
        start: morning(3) + n * 60 * MINUTE,
        email: n % 2 ? work : home,
        teams: [[n % 2]],
      }),
    );
    const tries = [merge(keep.id, lose.id), merge(keep.id, lose.id), merge(keep.id, lose.id)];
    await Promise.all([...bookings, ...tries]);
    // A preview that was overtaken by a booking is refused as stale: then once more, in quiet.
    await merge(keep.id, lose.id);
    for (const made of await Promise.all(bookings)) {
      expect(made).toMatchObject({ ok: true });
      expect(await customerOf(made.booking!.id)).toBe(keep.id);
    }
  });
});

describe("one person's data", () => {
  it("is handed out whole: record, bookings, answers, history, messages, waiting list", async () => {
    const [work, home] = [mail("work"), mail("home")];
    const past = await bookPast(3, work);
    const ahead = await book(db, ours, { start: morning(3), email: home });
    await db.query(
      `update public.bookings set answers = '{"q1": "short"}', note = 'ring twice' where id = $1`,
      [past],
    );
    const keep = await customerOf(ahead.booking!.id);
    await call(db, "save_customer_preferences", [
      await customerOf(past),
      { newsEmail: true, consentText: "News, now and then" },
      "preferences page",
    ]);
    await merge(keep, await customerOf(past));
    await waitFor(work);
    const other = await book(db, ours, { start: morning(8), email: mail("other"), name: "Other" });
    expect(other.ok).toBe(true);

    expect(await call(db, "export_customer", [ours.id, jonas.userId, keep])).toMatchObject({
      code: "forbidden",
    });
    const { data } = await call<Outcome & { data: Record<string, never> }>(db, "export_customer", [
      ours.id,
      mara.userId,
      keep,
    ]);
    expect(data).toMatchObject({
      customer: { id: keep, email: home, otherEmails: [work] },
      mergedRecords: [{ email: work }],
      bookings: [
        { id: past, note: "ring twice", answers: [{ question: "q1", answer: "short" }] },
        { id: ahead.booking!.id, history: [{ kind: "booked" }] },
      ],
      waitingList: [{ service: "cut", contact: { email: work } }],
      messagePreferences: { remindersByEmail: true, newsByEmail: true, newsByTextMessage: false },
      consents: [
        {
          to: "news",
          byEmail: true,
          givenAt: expect.stringMatching(/^20.+Z$/),
          givenBy: "preferences page",
          words: "News, now and then",
        },
      ],
    });
    const told = (data.messages as unknown as { to: string; kind: string }[]).map(
      ({ to, kind }) => `${kind} ${to}`,
    );
    expect(told).toEqual(
      expect.arrayContaining([`booking.confirmed ${work}`, `booking.confirmed ${home}`]),
    );
    expect(JSON.stringify(data)).not.toContain("Other");
  });
});

describe("erasing", () => {
  it("leaves nothing personal anywhere, and every figure where it was", async () => {
    const secrets = [
      "Zsofia Quintero",
      "zsofia",
      "+49305559876",
      "ring twice",
      "allergic to henna",
    ];
    const [work, home] = [mail("zsofia-work"), mail("zsofia-home")];
    const name = "Zsofia Quintero";
    const past = await bookPast(3, work, name);
    const gone = await book(db, ours, { start: morning(3), email: home, name });
    const id = gone.booking!.id;
    await db.query("select public.edit_booking($1)", [
      JSON.stringify({
        bookingId: id,
        actor: { kind: "customer", name },
        phone: "+49305559876",
        answers: { q: "allergic to henna" },
        note: "ring twice",
      }),
    ]);
    await call(db, "change_booking_status", [
      id,
      "cancelled",
      { kind: "customer", name },
      "allergic to henna after all, says Zsofia Quintero",
    ]);
    const customer = await customerOf(past);
    await merge(customer, await customerOf(id));
    await call(db, "save_customer_notes", [
      ours.id,
      mara.userId,
      customer,
      "",
      "allergic to henna",
    ]);
    await call(db, "save_customer_preferences", [
      customer,
      { newsEmail: true, consentText: "allergic to henna" },
      "preferences page",
    ]);
    await waitFor(home, name);
    const stranger = await book(db, ours, { start: morning(5), name: "Somebody Else" });
    const before = await figures();

    expect(await erase(customer, name, jonas)).toMatchObject({ code: "forbidden" });
    expect(await erase(customer, "Zsofia")).toMatchObject({ code: "not_confirmed" });
    expect(await erase(customer, ` ${name.toLowerCase()} `)).toEqual({ ok: true, bookings: 2 });

    for (const { text, table } of await everything()) {
      for (const secret of secrets) {
        expect(text.toLowerCase().includes(secret.toLowerCase()), `${secret} in ${table}`).toBe(
          false,
        );
      }
    }
    expect(await figures()).toEqual(before);
    expect(await names({})).toEqual(["Somebody Else"]);
    expect(await record(customer)).toMatchObject({ email: null, erasedAt: expect.any(String) });
    expect(await erase(customer, "Erased")).toMatchObject({ code: "not_found" });
    const { rows: queued } = await db.query(
      "select status from public.notifications where booking_id = any ($1) and status in ('queued', 'sending')",
      [[past, id]],
    );
    expect(queued).toEqual([]);
    // Other people's messages and links are as they were.
    const { rows: theirsToo } = await db.query(
      "select recipient from public.notifications where booking_id = $1 and audience = 'customer'",
      [stranger.booking!.id],
    );
    expect(theirsToo[0].recipient).toBe(stranger.booking!.customer.email);
    expect(
      await call(db, "booking_by_token", [createHash("sha256").update(id).digest("hex")]),
    ).toMatchObject({ ok: false });
    // The address begins anew.
    const anew = await book(db, ours, { start: morning(6), email: work, name: "New" });
    expect(await customerOf(anew.booking!.id)).not.toBe(customer);
  });

  it("waits until nothing is ahead, and then undoes nothing by halves", async () => {
    const email = mail("ahead");
    const made = await book(db, ours, { start: morning(3), email, name: "Ahead" });
    const customer = await customerOf(made.booking!.id);
    await waitFor(email, "Ahead");
    expect(await erase(customer, "Ahead")).toEqual({
      ok: false,
      code: "has_upcoming",
      upcoming: 1,
    });
    const { rows } = await db.query(
      "select status from public.waitlist_entries where contact_email = $1",
      [email],
    );
    expect(rows).toEqual([{ status: "waiting" }]);
    await change(db, made.booking!.id, "cancelled");
    expect(await erase(customer, "Ahead")).toMatchObject({ ok: true });
  });

  it("is the only change that history takes, and takes nothing but what is personal", async () => {
    const made = await book(db, ours, { start: morning(3) });
    const id = made.booking!.id;
    const attempt = (change: string) =>
      inTransaction(async (client) => {
        await client.query("select set_config('daybook.erasing', $1, true)", [id]);
        await client.query(`update public.booking_events set ${change} where booking_id = '${id}'`);
      });
    for (const change of [
      "kind = 'moved'",
      "at = now()",
      "after = '{}'",
      "note = 'rewritten'",
      "actor = 'system'",
    ]) {
      await expect(attempt(change), change).rejects.toThrow(/append-only/);
    }
    await expect(
      db.query("update public.booking_events set note = '' where booking_id = $1", [id]),
    ).rejects.toThrow(/append-only/);
    await expect(
      db.query("delete from public.booking_events where booking_id = $1", [id]),
    ).rejects.toThrow(/append-only/);
    await expect(
      inTransaction(async (client) => {
        await client.query("set local role service_role");
        await client.query("select set_config('daybook.erasing', $1, true)", [id]);
        await client.query("update public.booking_events set note = '' where booking_id = $1", [
          id,
        ]);
      }),
    ).rejects.toThrow(/permission denied/);
  });

  it("works for the service role alone, as the server calls it", async () => {
    const past = await bookPast(2, mail("svc"), "Svc");
    const customer = await customerOf(past);
    await inTransaction(async (client) => {
      await client.query("set local role service_role");
      const { rows } = await client.query(
        "select public.erase_customer($1, $2, $3, 'Svc') as out",
        [ours.id, mara.userId, customer],
      );
      expect(rows[0].out).toMatchObject({ ok: true });
    });
  });
});

async function inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await db.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function events(bookings: string[]): Promise<unknown[]> {
  const { rows } = await db.query(
    "select * from public.booking_events where booking_id = any ($1) order by id",
    [bookings],
  );
  return rows;
}

/** Puts an address on the waiting list. */
async function waitFor(email: string, name = "Wanda"): Promise<void> {
  const id = randomUUID();
  const date = new Date(morning(10)).toISOString().slice(0, 10);
  const outcome = await call(db, "join_waitlist", [
    {
      entryId: id,
      tokenHash: createHash("sha256").update(id).digest("hex"),
      serviceId: ours.services.cut,
      staffId: null,
      party: 1,
      from: date,
      to: date,
      weekdays: [],
      fromMin: 0,
      toMin: 1440,
      customer: { name, email, phone: null },
      timeZone: "UTC",
    },
  ]);
  expect(outcome).toEqual({ ok: true });
}

/** What a report would count: every booking of the business with its time, price and outcome, and every step it took. */
async function figures(): Promise<unknown[]> {
  const { rows } = await db.query(
    `select b.status, b.party, b.price_minor, b.created_at, b.cancelled_at, b.cancelled_by, a.starts_at, a.staff_id, a.service_id,
       (select jsonb_agg(jsonb_build_array(e.kind, e.actor, e.at, e.before -> 'status', e.after -> 'status') order by e.id)
        from public.booking_events as e where e.booking_id = b.id) as steps
     from public.bookings as b join public.appointments as a on a.id = b.appointment_id
     where b.business_id = $1 order by b.id`,
    [ours.id],
  );
  return rows;
}

/** Every row of the business in every table, as text: also in tables that are made after this test. */
async function everything(): Promise<{ table: string; text: string }[]> {
  const { rows: tables } = await db.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class as c join pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind = 'r' and a.attname = 'business_id'`);
  expect(tables.length).toBeGreaterThan(15);
  const found: { table: string; text: string }[] = [];
  for (const { name } of tables) {
    const { rows } = await db.query(
      `select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from ${name} as t where business_id = $1`,
      [ours.id],
    );
    found.push({ table: name, text: rows[0].text });
  }
  return found;
}
