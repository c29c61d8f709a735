import { describe, expect, it } from "vitest";
import { AccessExpired, ProviderAway, ProviderRefused, type PullPage } from "../port";
import { feedProvider } from "./feed";

const window = { start: Date.parse("2026-11-01"), end: Date.parse("2027-11-01") };

function file(...times: string[]): string {
  const events = times.map(
    (time, n) =>
      `BEGIN:VEVENT\r\nUID:${n}@rota\r\nDTSTART:${time}0000Z\r\nDTEND:${time}3000Z\r\nEND:VEVENT\r\n`,
  );
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Rota\r\n${events.join("")}END:VCALENDAR\r\n`;
}

/** A server of files that writes down what it was asked. */
function served(answers: (() => Response)[]) {
  const asked: Headers[] = [];
  const provider = feedProvider({
    url: "https://files.example/secret.ics",
    fetch: async (_input, init) => {
      asked.push(new Headers(init?.headers));
      return answers[Math.min(asked.length, answers.length) - 1]!();
    },
  });
  async function pull(cursor: string | null) {
    const pages: PullPage[] = [];
    const request = { remoteId: "feed", cursor, window, timeZone: "Europe/Berlin" };
    for await (const page of provider.pull(request)) pages.push(page);
    return {
      events: pages.flatMap(({ events }) => events),
      cursor: pages.at(-1)?.cursor ?? null,
    };
  }
  return { asked, provider, pull };
}

describe("feedProvider", () => {
  it("asks with the ETag and the date that it was given, and reads nothing when there is nothing new", async () => {
    const headers = { etag: '"v1"', "last-modified": "Mon, 23 Nov 2026 10:00:00 GMT" };
    const { asked, pull } = served([
      () => new Response(file("20261124T10"), { headers }),
      () => new Response(null, { status: 304 }),
    ]);
    const first = await pull(null);
    expect(first.events.map(({ spans }) => spans)).toEqual([
      [{ start: Date.parse("2026-11-24T10:00Z"), end: Date.parse("2026-11-24T10:30Z") }],
    ]);
    const second = await pull(first.cursor);
    expect(second).toEqual({ events: [], cursor: first.cursor });
    expect(asked[0]!.get("if-none-match")).toBeNull();
    expect(asked[1]!.get("if-none-match")).toBe('"v1"');
    expect(asked[1]!.get("if-modified-since")).toBe(headers["last-modified"]);
  });

  it("knows the same bytes again where the server knows no ETag", async () => {
    const { pull } = served([
      () => new Response(file("20261124T10")),
      () => new Response(file("20261124T10")),
      () => new Response(file("20261124T10", "20261125T10")),
    ]);
    const first = await pull(null);
    const second = await pull(first.cursor);
    expect(second.events).toEqual([]);
    expect((await pull(second.cursor)).events).toHaveLength(2);
  });

  it("is one calendar that can only be read, called as it calls itself", async () => {
    const { provider } = served([() => new Response(file())]);
    expect(await provider.calendars()).toMatchObject([
      { remoteId: "feed", name: "Rota", writable: false, primary: true },
    ]);
    await expect(provider.write("feed", {} as never, null)).rejects.toThrow("read_only");
  });

  it("tells an address that has ended from a server that is away, and both from what is no calendar", async () => {
    for (const status of [401, 403, 404, 410]) {
      const { pull } = served([() => new Response("gone", { status })]);
      await expect(pull(null)).rejects.toBeInstanceOf(AccessExpired);
    }
    const busy = served([
      () => new Response("", { status: 429, headers: { "retry-after": "120" } }),
    ]);
    const away = await busy.pull(null).catch((error: unknown) => error);
    expect(away).toBeInstanceOf(ProviderAway);
    expect(away).toMatchObject({ code: "rate_limited", retryAfter: 120 });
    const page = served([() => new Response("<!doctype html><title>Sign in</title>")]);
    await expect(page.pull(null)).rejects.toEqual(new ProviderRefused("not_a_calendar"));
  });
});
