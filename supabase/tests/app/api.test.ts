import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT } from "../../local/paths.ts";
import { appUrl, ask, rawStatus, type Told } from "../support/app.ts";
import { type Business, MINUTE, makeBusiness, morning } from "../support/fixture.ts";
import { broken } from "../support/invariants.ts";
import { connections, type TestStack, testStack } from "../support/stack.ts";

const began = new Date();
let stack: TestStack;
let db: pg.Pool;
let business: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  business = await makeBusiness(db, {
    services: { cut: { step: 1 }, yoga: { capacity: 5 } },
  });
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

let guests = 0;

function request(start: number, more: Record<string, unknown> = {}) {
  guests++;
  return {
    business: business.slug,
    service: "cut",
    start: new Date(start).toISOString(),
    customer: { name: `Guest ${guests}`, email: `guest-${guests}-${randomUUID()}@mail.example` },
    timeZone: "Europe/Berlin",
    ...more,
  };
}

function post(start: number, more: Record<string, unknown> = {}, key: string = randomUUID()) {
  return ask("POST", "/api/bookings", request(start, more), { "idempotency-key": key });
}

/** How often each status and code occurred. */
function counts(answers: Told[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { status, json } of answers) {
    const name = status === 201 ? "201" : `${status} ${json?.error?.code}`;
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** Words that only the server's insides use. */
const INSIDES =
  /\b(select|insert into|update .* set|postgres|pg_|relation|constraint|violates|syntax error|node_modules|\.tsx?:\d|at async|stack trace)\b/i;

describe("POST /api/bookings", () => {
  it("gives one start to one of 200, and the nearest free times to the others", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(morning(20))));
    expect(counts(answers)).toEqual({ "201": 1, "409 slot_taken": 199 });
    for (const { status, json } of answers) {
      if (status === 201) continue;
      const times = json.error.details.alternatives as { start: string }[];
      expect(times.length).toBeGreaterThan(0);
      expect(times.map(({ start }) => Date.parse(start))).not.toContain(morning(20));
    }
    const winner = answers.find(({ status }) => status === 201)!;
    expect(winner.json.booking).toMatchObject({ status: "confirmed", staff: { slug: "person-0" } });
    expect(winner.json.manageUrl).toMatch(/^http.*\/manage\/[\w-]{43}$/);
    expect(await broken(db, began)).toEqual({});
  });

  it("lets none of 200 staggered ones overlap, and answers all others with slot_taken", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => post(morning(22) + n * 3 * MINUTE)),
    );
    const found = counts(answers);
    expect(Object.keys(found).sort()).toEqual(["201", "409 slot_taken"]);
    const won = answers
      .filter(({ status }) => status === 201)
      .map(({ json }) => Date.parse(json.booking.start));
    won.sort((a, b) => a - b);
    for (let n = 1; n < won.length; n++)
      expect(won[n]! - won[n - 1]!).toBeGreaterThanOrEqual(60 * MINUTE);
    for (let n = 0; n < 200; n++) {
      const start = morning(22) + n * 3 * MINUTE;
      expect(won.some((other) => Math.abs(other - start) < 60 * MINUTE)).toBe(true);
    }
    expect(await broken(db, began)).toEqual({});
  });

  it("answers one key twenty times at once with one booking and one answer", async () => {
    const key = randomUUID();
    const body = request(morning(24));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ask("POST", "/api/bookings", body, { "idempotency-key": key }),
      ),
    );
    expect(counts(answers)).toEqual({ "201": 20 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const other = await ask(
      "POST",
      "/api/bookings",
      { ...body, party: 1, note: "else" },
      { "idempotency-key": key },
    );
    expect(counts([other])).toEqual({ "422 idempotency_mismatch": 1 });
    const { rows } = await db.query(
      "select count(*) from public.bookings where contact_email = $1",
      [body.customer.email],
    );
    expect(rows[0].count).toBe(1);
  });

  it("takes names as people write them, and shows them as they are", async () => {
    const names = [
      "Zoë Ó Súilleabháin",
      "李小龍",
      "🧘‍♀️ Anna",
      "<script>alert(1)</script>",
      "Robert'); drop table bookings;--",
      "‮evil‬",
    ];
    for (const [n, name] of names.entries()) {
      const made = await post(morning(26) + n * 60 * MINUTE, {
        customer: { name, email: "names@mail.example" },
      });
      expect(counts([made]), name).toEqual({ "201": 1 });
      const page = await ask("GET", new URL(made.json.manageUrl).pathname);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain("<script>alert(1)</script>");
    }
  });

  it("tells, moves and cancels by the link, which ends with the booking", async () => {
    const made = await post(morning(28));
    const path = `/api/bookings/manage/${made.json.manageUrl.split("/").at(-1)}`;
    expect((await ask("GET", path)).json.booking.id).toBe(made.json.booking.id);
    const moved = await ask("PATCH", path, {
      start: new Date(morning(28) + 30 * MINUTE).toISOString(),
    });
    expect(moved).toMatchObject({ status: 200, json: { booking: { sequence: 1 } } });
    expect(await ask("DELETE", path, { reason: "a cold" })).toMatchObject({
      status: 200,
      json: { booking: { status: "cancelled" } },
    });
    // A client that names a type for a body that it does not send is understood as well.
    const untold = { method: "DELETE", headers: { "content-type": "application/json" } };
    expect((await fetch(`${appUrl()}${path}`, untold)).status).toBe(409);
    expect((await ask("PATCH", path, { start: new Date(morning(29)).toISOString() })).status).toBe(
      409,
    );
    expect(await broken(db, began)).toEqual({});
  });
});

describe("GET /api/availability", () => {
  it("offers a time until it is booked, and an open page hears of it", async () => {
    const day = new Date(morning(33)).toISOString().slice(0, 10);
    const path = `/api/availability?business=${business.slug}&service=cut&from=${day}&to=${day}&tz=UTC`;
    const has = (answer: Told) =>
      answer.json.slots.some(({ start }: { start: string }) => Date.parse(start) === morning(33));
    const before = await ask("GET", path);
    expect(before.json.zone).toBe("UTC");
    expect(has(before)).toBe(true);

    const abort = new AbortController();
    const stream = await fetch(`${appUrl()}/api/availability/live?business=${business.slug}`, {
      signal: abort.signal,
    });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    // It says so once it listens; whatever is booked after that must be told.
    while (!heard.includes("connected")) heard += (await reader.read()).value;
    const made = await post(morning(33));
    expect(made.status).toBe(201);
    while (!heard.includes(made.json.booking.start)) {
      const { value, done } = await reader.read();
      expect(done).toBe(false);
      heard += value;
    }
    abort.abort();
    expect(heard).not.toContain(made.json.booking.id);
    expect(has(await ask("GET", path))).toBe(false);
  });
});

describe("rubbish", () => {
  const good = () => request(morning(40));
  const deep = "[".repeat(30_000) + "]".repeat(30_000);
  const bodies: [string, () => unknown][] = [
    ["nothing", () => ""],
    ["no JSON", () => "{"],
    ["a list", () => []],
    ["null", () => "null"],
    ["a number", () => "17"],
    ["nested deeply", () => deep],
    ["another business", () => ({ ...good(), business: "'; drop table businesses; --" })],
    ["a business that is a list", () => ({ ...good(), business: ["a"] })],
    ["an unknown business", () => ({ ...good(), business: "nobody-here" })],
    ["an unknown service", () => ({ ...good(), service: "nothing" })],
    ["an unknown person", () => ({ ...good(), staff: "nobody" })],
    ["a start without zone", () => ({ ...good(), start: "2027-01-01T10:00:00" })],
    [
      "a start of seconds",
      () => ({ ...good(), start: new Date(morning(40) + 1000).toISOString() }),
    ],
    ["a start in words", () => ({ ...good(), start: "tomorrow" })],
    ["a start in the past", () => ({ ...good(), start: new Date(morning(-3)).toISOString() })],
    ["a start in another age", () => ({ ...good(), start: "+275760-09-13T00:00:00Z" })],
    ["a date that is none", () => ({ ...good(), start: "2027-02-30T10:00:00Z" })],
    ["a zone on Mars", () => ({ ...good(), timeZone: "Mars/Olympus" })],
    ["a zone of PostgreSQL's", () => ({ ...good(), timeZone: "FOO+5" })],
    ["an offset for a zone", () => ({ ...good(), timeZone: "+01:00" })],
    ["a party of a billion", () => ({ ...good(), party: 1e9 })],
    ["a party of none", () => ({ ...good(), party: 0 })],
    ["a party of half", () => ({ ...good(), party: 1.5 })],
    ["a party in words", () => ({ ...good(), party: "two" })],
    ["more seats than there are", () => ({ ...good(), service: "yoga", party: 6 })],
    ["a name of NUL", () => ({ ...good(), customer: { name: "a\0b", email: "a@mail.example" } })],
    [
      "a name of half a character",
      () => ({ ...good(), customer: { name: "a\ud800b", email: "a@mail.example" } }),
    ],
    ["a name of spaces", () => ({ ...good(), customer: { name: "  ", email: "a@mail.example" } })],
    [
      "an endless name",
      () => ({ ...good(), customer: { name: "x".repeat(5000), email: "a@mail.example" } }),
    ],
    [
      "a mail header for an address",
      () => ({
        ...good(),
        customer: { name: "A", email: "a@mail.example\r\nBcc: b@mail.example" },
      }),
    ],
    ["no address", () => ({ ...good(), customer: { name: "A", email: "nobody" } })],
    [
      "a phone of letters",
      () => ({ ...good(), customer: { name: "A", email: "a@mail.example", phone: "call me" } }),
    ],
    ["a note of NUL", () => ({ ...good(), note: "a\0b" })],
    ["a note of half a character", () => ({ ...good(), note: "\udc00" })],
    ["an answer of NUL", () => ({ ...good(), answers: { q: "\0" } })],
    ["an answer to NUL", () => ({ ...good(), answers: { "\0": "x" } })],
    ["answers in a list", () => ({ ...good(), answers: [[1]] })],
    ["a strange language", () => ({ ...good(), locale: "../../etc" })],
  ];
  const sane = ({ status, json, text, headers }: Told, about: string) => {
    expect(status, `${about}: ${text.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
    expect(status, `${about}: ${text.slice(0, 300)}`).toBeLessThan(500);
    expect(headers.get("content-type"), about).toContain("application/json");
    expect(json?.error, about).toMatchObject({
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.any(String),
    });
    expect(text, about).not.toMatch(INSIDES);
  };

  it("as a booking is refused", async () => {
    for (const [about, body] of bodies) sane(await ask("POST", "/api/bookings", body()), about);
    for (const [about, body] of bodies) {
      if (
        /start|NUL$|nothing|no JSON|number|business|service|person|billion|Mars/.test(about) &&
        !/answer|name|note/.test(about)
      )
        sane(await ask("POST", "/api/holds", body()), `hold: ${about}`);
    }
  });

  it("around a booking is refused", async () => {
    const body = good();
    sane(await ask("GET", "/api/nothing/here"), "an address that nothing answers");
    sane(await ask("POST", "/api/bookings", `{"x": "${"y".repeat(200_000)}"}`), "a huge body");
    sane(
      await ask("POST", "/api/bookings", JSON.stringify(body), { "content-type": "text/plain" }),
      "text",
    );
    sane(
      await ask("POST", "/api/bookings", "a=1&b=2", {
        "content-type": "application/x-www-form-urlencoded",
      }),
      "a form",
    );
    sane(
      await ask("POST", "/api/bookings", body, { "idempotency-key": "x".repeat(500) }),
      "a long key",
    );
    sane(
      await ask("POST", "/api/bookings", body, { "idempotency-key": "a b" }),
      "a key with a space",
    );
    const polluted = JSON.stringify(body).replace(
      "{",
      '{"__proto__": {"polluted": true, "business": "x"}, "constructor": {"prototype": {"polluted": true}}, ',
    );
    const answer = await ask("POST", "/api/bookings", polluted);
    expect([201, 409, 422]).toContain(answer.status);
    expect(answer.text).not.toContain("polluted");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
      expect((await ask(method, "/api/bookings")).status, method).toBe(405);
    }
  });

  it("as a question for times is refused", async () => {
    const base = {
      business: business.slug,
      service: "cut",
      from: "2027-01-04",
      to: "2027-01-05",
      tz: "UTC",
    };
    const wrong: Record<string, string>[] = [
      { from: "2027-01-04", to: "2028-02-08" },
      { from: "2027-02-30" },
      { from: "2027-01-06" },
      { from: "yesterday" },
      { from: "0001-01-01", to: "0001-01-02" },
      { from: "9999-12-31", to: "9999-12-31" },
      { from: "2027-1-4" },
      { tz: "Mars/Olympus" },
      { tz: "'; select pg_sleep(9); --" },
      { tz: "" },
      { party: "1e9" },
      { party: "-1" },
      { party: "NaN" },
      { party: "2.5" },
      { business: "'; drop table bookings; --" },
      { business: "nobody-here" },
      { business: "\0" },
      { business: "../../etc/passwd" },
      { business: "__proto__" },
      { service: "nothing" },
      { service: "constructor" },
      { staff: "nobody" },
      { staff: "%" },
    ];
    for (const part of wrong) {
      const query = new URLSearchParams({ ...base, ...part });
      sane(await ask("GET", `/api/availability?${query}`), query.toString());
    }
    sane(await ask("GET", "/api/availability"), "nothing");
    sane(await ask("GET", "/api/availability/live?business=nobody-here"), "live");
    sane(await ask("GET", "/api/availability/live"), "live without a business");
    const twice = await ask(
      "GET",
      `/api/availability?${new URLSearchParams(base)}&tz=Mars%2FOlympus`,
    );
    sane(twice, "two zones");
  });

  it("as a link opens nothing", async () => {
    const made = await post(morning(42));
    const token = made.json.manageUrl.split("/").at(-1) as string;
    const wrong = [
      "x",
      "a".repeat(43),
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      `${token}=`,
      "%00",
      "..%2F..%2Fetc",
      "'%20or%201=1",
      "a".repeat(4000),
      made.json.booking.id,
    ];
    for (const one of wrong) {
      for (const method of ["GET", "DELETE", "PATCH"]) {
        sane(
          await ask(
            method,
            `/api/bookings/manage/${one}`,
            method === "PATCH" ? { start: new Date(morning(43)).toISOString() } : undefined,
          ),
          `${method} ${one}`,
        );
      }
      const page = await ask("GET", `/manage/${one}`);
      expect(page.status, one).toBe(404);
    }
    const path = `/api/bookings/manage/${token}`;
    for (const body of [
      "{",
      [],
      {},
      { start: 5 },
      { start: "2027-01-01T10:00:00" },
      { start: new Date(morning(-2)).toISOString() },
      { start: new Date(morning(43)).toISOString(), staff: "nobody" },
    ]) {
      sane(await ask("PATCH", path, body), JSON.stringify(body));
    }
    for (const body of [
      "{",
      [],
      { reason: 5 },
      { reason: "x".repeat(501) },
      { reason: "\0" },
      { reason: "\ud800" },
    ]) {
      sane(await ask("DELETE", path, body), JSON.stringify(body));
    }
    expect((await ask("GET", path)).json.booking.status).toBe("confirmed");
  });

  it("in the address of a page is not found, and the page stands", async () => {
    const paths = [
      "/nobody-here",
      "/'; drop table businesses; --",
      "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
      `/${business.slug}/nothing`,
      `/${business.slug}/cut'--`,
      "/%00",
      `/${"x".repeat(3000)}`,
      "/__proto__",
      "/..%2f..%2fetc%2fpasswd",
    ];
    for (const path of paths) {
      const page = await ask("GET", path.replaceAll(" ", "%20"));
      expect([400, 404], `${path}: ${page.status}`).toContain(page.status);
      expect(page.text).not.toContain("<script>alert(1)");
      expect(page.text).not.toMatch(/at async|node_modules|syntax error at/);
    }
    for (const query of [
      "?from=yesterday",
      "?date=2027-02-30",
      "?tz=Mars/Olympus",
      "?staff=%00",
      "?month=999999-99",
      "?party=1e9",
      "?tz=a&tz=b",
    ]) {
      const page = await ask("GET", `/${business.slug}/yoga${query}`);
      expect(page.status, query).toBeLessThan(500);
    }
    for (const path of [
      "/%E0%A4%A",
      `/${business.slug}/%ff`,
      "/api/bookings/manage/%E0%A4%A",
      "/manage/%",
    ]) {
      expect(await rawStatus("GET", path), path).toBe(400);
    }
    expect((await ask("GET", `/${business.slug}`)).status).toBe(200);
  });

  it("without a session reaches nothing of the dashboard", async () => {
    for (const path of [
      "/api/dashboard/calendar",
      `/api/dashboard/calendar?business=${business.slug}&from=2027-01-01&to=2027-01-08`,
      "/api/dashboard/live",
      `/api/dashboard/appointments/${randomUUID()}`,
    ]) {
      const answer = await ask("GET", path);
      sane(answer, path);
      expect(answer.status).toBe(401);
    }
    const page = await ask("GET", "/dashboard");
    expect([302, 303, 307]).toContain(page.status);
    expect(page.headers.get("location")).toContain("/sign-in");
  });
});

describe("limits on attempts", () => {
  it("are counted by the address of the connection, whatever a client says it is", async () => {
    const path = `/api/bookings/manage/${"a".repeat(43)}`;
    const addresses = async () =>
      (
        await db.query(
          "select count(distinct bucket) from private.throttle_windows where bucket like 'managePerAddress:%'",
        )
      ).rows[0].count;
    await ask("GET", path);
    const before = await addresses();
    for (let n = 1; n < 6; n++)
      await ask("GET", path, undefined, { "x-forwarded-for": `203.0.113.${n}` });
    expect(await addresses()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });
});

describe("every page", () => {
  it("carries the headers that keep it to itself, and its scripts their nonce", async () => {
    const nonces = new Set<string>();
    for (const path of [
      "/",
      `/${business.slug}`,
      `/${business.slug}/cut`,
      "/sign-in",
      "/nobody-here",
    ]) {
      const { headers, text } = await ask("GET", path);
      const policy = headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
      expect(nonce, path).not.toBe("");
      nonces.add(nonce);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe-/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBeTruthy();
      expect(headers.get("x-powered-by")).toBeNull();
      for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) {
        if (tag.includes("application/ld+json")) continue;
        expect(tag, path).toContain(`nonce="${nonce}"`);
      }
    }
    expect(nonces.size).toBe(5);
    const link = await ask("GET", `/manage/${"a".repeat(43)}`);
    expect(link.headers.get("referrer-policy")).toBe("no-referrer");
  });
});

describe("signing in", () => {
  /** The hidden fields that make a form an action without scripts. */
  async function form(email: string, password: string): Promise<FormData> {
    const { text } = await ask("GET", "/sign-in");
    const fields = new FormData();
    const owner = /<form\b(?:(?!<\/form>).)*?name="password".*?<\/form>/s.exec(text)?.[0] ?? "";
    for (const [tag] of owner.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1];
      const value = /value="([^"]*)"/.exec(tag)?.[1] ?? "";
      if (name) fields.append(unescaped(name), unescaped(value));
    }
    expect([...fields.keys()].some((name) => name.startsWith("$ACTION"))).toBe(true);
    fields.set("email", email);
    fields.set("password", password);
    return fields;
  }

  const unescaped = (text: string) =>
    text
      .replaceAll("&quot;", '"')
      .replaceAll("&#x27;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");

  async function send(body: FormData, origin: string): Promise<Response> {
    return fetch(`${appUrl()}/sign-in`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { origin },
    });
  }

  it("sets cookies that scripts cannot read and other sites do not send", async () => {
    const answer = await send(await form("owner@daybook.example", "daybook-demo"), appUrl());
    const cookies = answer.headers
      .getSetCookie()
      .filter((cookie) => cookie.startsWith("daybook-session"));
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).toMatch(/; Path=\//i);
    }
    const session = cookies.map((cookie) => cookie.split(";")[0]).join("; ");
    expect((await ask("GET", "/dashboard/calendar", undefined, { cookie: session })).status).toBe(
      200,
    );
  });

  it("is refused from another site, and with a wrong password", async () => {
    const elsewhere = await send(
      await form("owner@daybook.example", "daybook-demo"),
      "https://evil.example",
    );
    expect(elsewhere.status).toBeGreaterThanOrEqual(400);
    expect(
      elsewhere.headers.getSetCookie().filter((cookie) => cookie.startsWith("daybook-session")),
    ).toEqual([]);
    const wrong = await send(await form("owner@daybook.example", "wrong-password"), appUrl());
    expect(
      wrong.headers.getSetCookie().filter((cookie) => /^daybook-session[^=]*=[^;]/.test(cookie)),
    ).toEqual([]);
  });
});

describe("the description of the API", () => {
  it("names every public route and method, and every reference in it leads somewhere", async () => {
    const { json, status } = await ask("GET", "/api/openapi.json");
    expect(status).toBe(200);
    expect(json.openapi).toMatch(/^3\.1/);
    const folder = join(PROJECT, "app", "api");
    const routes = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      /(^|\/)route\.tsx?$/.test(file),
    );
    for (const file of routes) {
      // Not for others to program against: what serves signed-in people, and links out of letters and calendars.
      if (
        /^(dashboard|openapi\.json|bench|dev|calendars|feeds|notices|photos|push|unsubscribe)\//.test(
          file,
        )
      )
        continue;
      const path = `/api/${file.replace(/\/route\.tsx?$/, "").replaceAll(/\[(\w+)\]/g, "{$1}")}`;
      const source = readFileSync(join(folder, file), "utf8");
      for (const [, method] of source.matchAll(
        /export (?:async )?function (GET|POST|PUT|PATCH|DELETE)\b/g,
      )) {
        expect(json.paths[path]?.[method!.toLowerCase()], `${method} ${path}`).toBeTruthy();
      }
    }
    for (const [, ref] of JSON.stringify(json).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = ref!.split("/").reduce((at, part) => at?.[part], json);
      expect(target, ref).toBeTruthy();
    }
  });
});
