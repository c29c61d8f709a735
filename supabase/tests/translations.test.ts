import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Business, book, makeBusiness, morning } from "./support/fixture.ts";
import { type Caller, signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let ours: Business;
let manager: Caller;
let staff: Caller;
let stranger: Caller;

/** Saves as somebody. */
async function save(who: Caller, language: string, texts: object) {
  const answer = await who.rest("POST", "rpc/save_translations", {
    p_business: ours.id,
    p_language: language,
    p_texts: texts,
  });
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text) as { ok: boolean; code?: string };
}

async function cut(): Promise<string> {
  const { rows } = await db.query(
    "select id from public.services where business_id = $1 and slug = 'cut'",
    [ours.id],
  );
  return rows[0].id;
}

/** What a visitor is told. */
async function page() {
  const { rows } = await db.query("select public.public_business($1) as page", [ours.slug]);
  return rows[0].page;
}

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 2);
  ours = await makeBusiness(db, { staff: 1, services: { cut: {}, colour: {} } });
  manager = await signedIn(stack, db, "the translating manager");
  staff = await signedIn(stack, db, "the translating staff");
  stranger = await signedIn(stack, db, "a stranger to translations");
  for (const [person, role] of [
    [manager, "manager"],
    [staff, "staff"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, 'Somebody')",
      [ours.id, person.userId, role],
    );
  }
});
afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("a business's texts in other languages", () => {
  it("are saved by managers, language by language, and told to visitors and with bookings", async () => {
    const id = await cut();
    const german = { business: { tagline: "Ruhig" }, services: { [id]: { name: "Schnitt" } } };
    expect(await save(manager, "de", german)).toEqual({ ok: true });
    expect(await save(manager, "ar", { business: {}, services: { [id]: { name: "قص" } } })).toEqual(
      { ok: true },
    );
    const { business, services } = await page();
    expect(business.translations).toEqual({ de: { tagline: "Ruhig" } });
    const told = services.find((one: { slug: string }) => one.slug === "cut");
    expect(told.translations).toEqual({ de: { name: "Schnitt" }, ar: { name: "قص" } });
    expect(services.find((one: { slug: string }) => one.slug === "colour").translations).toEqual(
      {},
    );

    const booked = await book(db, ours, { start: morning(3) });
    const { rows } = await db.query("select private.booking_json($1) as told", [
      booked.booking!.id,
    ]);
    expect(rows[0].told.business.translations).toEqual({ de: { tagline: "Ruhig" } });
    expect(rows[0].told.service.translations).toBeDefined();
  });

  it("go when they are emptied, and leave the other languages alone", async () => {
    const id = await cut();
    expect(await save(manager, "de", { business: {}, services: { [id]: {} } })).toEqual({
      ok: true,
    });
    const { business, services } = await page();
    expect(business.translations).toEqual({});
    expect(services.find((one: { slug: string }) => one.slug === "cut").translations).toEqual({
      ar: { name: "قص" },
    });
  });

  it("are refused to those who do not manage it, in unknown languages and beyond all measure", async () => {
    const id = await cut();
    const texts = { business: { tagline: "Mine now" }, services: { [id]: { name: "Mine" } } };
    for (const who of [staff, stranger]) {
      expect(await save(who, "fr", texts)).toEqual({ ok: false, code: "forbidden" });
    }
    expect(await save(manager, "tlh", texts)).toEqual({ ok: false, code: "invalid" });
    expect(await save(manager, "fr", { business: {} })).toEqual({ ok: false, code: "invalid" });
    const long = { business: { about: "x".repeat(70_000) }, services: { [id]: { name: "Coupe" } } };
    expect(await save(manager, "fr", long)).toEqual({ ok: false, code: "invalid" });
    const { business, services } = await page();
    expect(business.translations.fr).toBeUndefined();
    expect(
      services.every(({ translations }: { translations: object }) => !("fr" in translations)),
    ).toBe(true);
  });
});
