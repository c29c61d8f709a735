import "server-only";
import { resolveSrv } from "node:dns/promises";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { Access } from "./access";
import { access as accessShape } from "./access";
import { connectionId, installationKeys, openProvider } from "./installation";
import { nudgeCalendars } from "./nudge";
import { AccessExpired, ProviderAway, ProviderRefused } from "./port";
import { addressOf } from "./safe-fetch";
import { seal, unseal } from "./seal";

export type Connected = { ok: true; id: string } | { ok: false; code: string };

/** Whose calendar it is, and who connects it. */
export interface Whose {
  businessId: string;
  staffId: string;
  userId: string;
}

/** A provider's failure as a code of words.ts. */
export function codeOf(error: unknown): string {
  if (error instanceof ProviderRefused || error instanceof ProviderAway) return error.code;
  if (error instanceof AccessExpired) return "expired";
  // The CalDAV library speaks of what it did not find in words of its own.
  if (
    error instanceof Error &&
    /cannot find|Invalid credentials|homeUrl|principal/i.test(error.message)
  ) {
    return "no_server";
  }
  throw error;
}

/**
 * Connects an account, or connects it again: asks it for its calendars first, so that what does not open is not stored.
 * The main calendar blocks at once; what else each of them does is chosen next.
 */
export async function connect(
  whose: Whose,
  access: Access,
  { account, accountKey, id: known }: { account: string; accountKey: string; id?: string },
): Promise<Connected> {
  let calendars: Awaited<ReturnType<ReturnType<typeof openProvider>["calendars"]>>;
  try {
    calendars = await openProvider(access).calendars();
  } catch (error) {
    const code = codeOf(error);
    return {
      ok: false,
      code: code === "expired" && access.provider === "caldav" ? "wrong_password" : code,
    };
  }
  if (calendars.length === 0) return { ok: false, code: "no_calendars" };
  const id = known ?? connectionId(whose.staffId, access.provider, accountKey);
  const main = calendars.find(({ primary }) => primary) ?? calendars[0]!;
  const outcome = await callFunction<{ ok: true; id: string } | Refusal>(
    "put_calendar_connection",
    {
      p_request: {
        ...whose,
        ...(await seal(await installationKeys(), id, access)),
        id,
        provider: access.provider,
        account: account.slice(0, 320),
        calendars: calendars.map(({ primary: _primary, ...calendar }) => ({
          ...calendar,
          blocks: calendar.remoteId === main.remoteId,
        })),
      },
    },
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  nudgeCalendars();
  return { ok: true, id: outcome.id };
}

/** Servers of those who do not tell theirs by DNS. */
const KNOWN_SERVERS: Record<string, string> = {
  "icloud.com": "https://caldav.icloud.com",
  "me.com": "https://caldav.icloud.com",
  "mac.com": "https://caldav.icloud.com",
  "fastmail.com": "https://caldav.fastmail.com",
  "yahoo.com": "https://caldav.calendar.yahoo.com",
  "gmx.net": "https://caldav.gmx.net",
  "gmx.de": "https://caldav.gmx.net",
  "web.de": "https://caldav.web.de",
  "posteo.de": "https://posteo.de:8443",
  "mailbox.org": "https://dav.mailbox.org",
};

/** The CalDAV server of an e-mail address: a known one, the domain's own word for it (RFC 6764), or the domain itself. */
async function serverFor(address: string): Promise<string> {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  if (KNOWN_SERVERS[domain]) return KNOWN_SERVERS[domain];
  try {
    const [first] = await resolveSrv(`_caldavs._tcp.${domain}`);
    if (first && first.name !== "." && first.name !== "") {
      return `https://${first.name}${first.port === 443 ? "" : `:${first.port}`}`;
    }
  } catch {
    // No such record: most domains have none.
  }
  return `https://${domain}`;
}

/** Connects a CalDAV account by name and app password; without a server's address it is looked for. */
export async function connectCaldav(
  whose: Whose,
  input: { server: string; username: string; password: string },
): Promise<Connected> {
  let server: URL;
  try {
    if (input.server === "" && !input.username.includes("@"))
      return { ok: false, code: "no_server" };
    const typed = input.server === "" ? await serverFor(input.username) : input.server;
    server = addressOf(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
  const { username, password } = input;
  const outcome = await connect(
    whose,
    { provider: "caldav", serverUrl: server.href, username, password },
    { account: `${username} at ${server.hostname}`, accountKey: `${server.host} ${username}` },
  );
  const guessed = input.server === "" && !outcome.ok;
  return guessed && ["unreachable", "not_found", "timeout", "unavailable"].includes(outcome.code)
    ? { ok: false, code: "no_server" }
    : outcome;
}

/** Connects a calendar file by its address, which is kept sealed: it is often a secret itself. */
export async function connectFeed(whose: Whose, url: string): Promise<Connected> {
  let address: URL;
  try {
    address = addressOf(url);
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
  return connect(
    whose,
    { provider: "feed", url: address.href },
    { account: address.hostname, accountKey: address.href },
  );
}

/**
 * Opens a connection again, with a new app password or at a new address of the file: what was chosen for its calendars
 * stays, and nothing is there twice. Accounts that are signed in to are signed in to again instead.
 * @param secret the app password, or the address
 */
export async function reconnect(whose: Whose, id: string, secret: string): Promise<Connected> {
  const opened = await openAccess(id);
  if (!opened) return { ok: false, code: "not_found" };
  const { access, row } = opened;
  if (access.provider === "caldav") {
    return connect(
      whose,
      { ...access, password: secret },
      { account: row.account, accountKey: "", id },
    );
  }
  if (access.provider !== "feed") return { ok: false, code: "not_possible" };
  try {
    const address = addressOf(secret);
    const named = { account: address.hostname, accountKey: "", id };
    return await connect(whose, { provider: "feed", url: address.href }, named);
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}

interface AccessRow {
  provider: string;
  account: string;
  keyVersion: number;
  sealed: string;
  calendars: { id: string; channel: { id: string; remoteId: string } | null }[];
}

async function openAccess(id: string): Promise<{ row: AccessRow; access: Access } | null> {
  const row = await callFunction<AccessRow | null>("calendar_access", { p_connection: id });
  if (!row) return null;
  return { row, access: await unseal(await installationKeys(), id, row, accessShape) };
}

/** Asks the account for its calendars, and takes over their names and those that have come. @returns how many there are */
export async function testConnection(
  id: string,
): Promise<{ ok: true; calendars: number; fresh: number } | { ok: false; code: string }> {
  const opened = await openAccess(id);
  if (!opened) return { ok: false, code: "not_found" };
  try {
    const calendars = await openProvider(opened.access).calendars();
    const fresh = await callFunction<number>("refresh_calendars", {
      p_connection: id,
      p_calendars: calendars.map(({ primary: _primary, ...calendar }) => calendar),
    });
    return { ok: true, calendars: calendars.length, fresh };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}
