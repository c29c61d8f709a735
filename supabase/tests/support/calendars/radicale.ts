import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRoot } from "../../../local/paths.ts";
import { freePort } from "../../../local/ports.ts";
import type { Remote } from "./remote.ts";

const PATHS = ["/usr/bin/radicale", "/usr/local/bin/radicale"];

/** Where Radicale is, installed from Debian's package if need and rights be; undefined where it cannot be had. */
export function findRadicale(): string | undefined {
  const found = () => PATHS.find((path) => existsSync(path));
  if (found() || !isRoot || process.platform !== "linux") return found();
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "-q", "--no-install-recommends", "radicale"];
  const quiet = { stdio: "ignore", timeout: 90_000, env } as const;
  if (spawnSync("apt-get", install, quiet).status !== 0) {
    spawnSync("apt-get", ["update", "-q"], quiet);
    spawnSync("apt-get", install, quiet);
  }
  return found();
}

export interface Radicale extends Remote {
  base: string;
  /** Puts a resource as it is; reads one. */
  raw(id: string, ics: string): Promise<void>;
  text(id: string): Promise<string>;
  setPassword(next: string): void;
  /** Makes a second calendar of the same person. */
  another(): Promise<{ remoteId: string; raw(id: string, ics: string): Promise<void> }>;
}

/** A real CalDAV server with one person and their calendar. */
export async function radicaleCalendar(binary: string): Promise<Radicale> {
  const folder = mkdtempSync(join(tmpdir(), "daybook-radicale-"));
  const port = await freePort();
  let password = "app-password";
  const setPassword = (next: string) => {
    password = next;
    writeFileSync(join(folder, "users"), `mara:${next}\n`);
  };
  setPassword(password);
  writeFileSync(
    join(folder, "config"),
    [
      "[server]",
      `hosts = 127.0.0.1:${port}`,
      "[auth]",
      "type = htpasswd",
      `htpasswd_filename = ${join(folder, "users")}`,
      "htpasswd_encryption = plain",
      "[storage]",
      `filesystem_folder = ${join(folder, "collections")}`,
      "[logging]",
      "level = error",
      "",
    ].join("\n"),
  );
  const child = spawn(binary, ["--config", join(folder, "config")], { stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  const remoteId = `${base}/mara/work/`;
  const ask = (method: string, url: string, body?: string) =>
    fetch(url, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`mara:${password}`).toString("base64")}`,
        "content-type": "text/calendar",
      },
      ...(body ? { body } : {}),
    });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ask("GET", `${base}/.web/`);
      break;
    } catch (error) {
      if (attempt > 200) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  const makeCalendar = async (url: string, name: string) => {
    const made = await ask(
      "MKCALENDAR",
      url,
      `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>${name}</d:displayname><c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>`,
    );
    if (!made.ok) throw new Error(`Radicale does not make a calendar: ${made.status}`);
  };
  await makeCalendar(remoteId, "Work");
  const utc = (instant: number) =>
    `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const href = (id: string) => new URL(id, remoteId).href;
  async function raw(id: string, ics: string, calendar = remoteId) {
    const answer = await ask("PUT", new URL(id, calendar).href, ics);
    if (!answer.ok) throw new Error(`PUT ${id}: ${answer.status} ${await answer.text()}`);
  }
  return {
    access: { provider: "caldav", serverUrl: base, username: "mara", password: "app-password" },
    settings: { google: null, microsoft: null, allowPrivate: true },
    remoteId,
    base,
    raw,
    setPassword,
    async another() {
      const second = `${base}/mara/second/`;
      await makeCalendar(second, "Second");
      return { remoteId: second, raw: (id, ics) => raw(id, ics, second) };
    },
    text: async (id) => (await ask("GET", href(id))).text(),
    async add({ start, end, free }) {
      const id = `${randomUUID()}.ics`;
      await raw(
        id,
        [
          "BEGIN:VCALENDAR",
          "VERSION:2.0",
          "PRODID:-//Mara//EN",
          "BEGIN:VEVENT",
          `UID:${id}`,
          "DTSTAMP:20260101T000000Z",
          `DTSTART:${utc(start)}`,
          `DTEND:${utc(end)}`,
          "SUMMARY:Private",
          ...(free ? ["TRANSP:TRANSPARENT"] : []),
          "END:VEVENT",
          "END:VCALENDAR",
          "",
        ].join("\r\n"),
      );
      return id;
    },
    async entries() {
      const text = await (await ask("GET", remoteId)).text();
      return [...text.matchAll(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g)]
        .map(([event]) => event.replace(/\r?\n /g, ""))
        .filter((event) => /UID:[0-9a-f-]{36}@daybook/.test(event))
        .map((event) => {
          const value = (name: string) =>
            new RegExp(`^${name}[^:]*:(.*)$`, "m").exec(event)?.[1]?.trim() ?? "";
          const instant = (name: string) =>
            Date.parse(
              value(name).replace(
                /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
                "$1-$2-$3T$4:$5:$6Z",
              ),
            );
          return {
            id: `daybook-${value("UID").slice(0, 36)}.ics`,
            title: value("SUMMARY").replace(/\\(.)/g, "$1"),
            start: instant("DTSTART"),
            end: instant("DTEND"),
          };
        });
    },
    async move(id, start, end) {
      const text = await (await ask("GET", href(id))).text();
      await raw(
        id,
        text
          .replace(/^DTSTART.*$/m, `DTSTART:${utc(start)}`)
          .replace(/^DTEND.*$/m, `DTEND:${utc(end)}`),
      );
    },
    async annotate(id, above, below) {
      const text = (await (await ask("GET", href(id))).text()).replace(/\r?\n[ \t]/g, "");
      await raw(
        id,
        text
          .replace(/^DESCRIPTION:(.*?)\r?$/m, `DESCRIPTION:${above}\\n$1\\n${below}\r`)
          .replace(
            "END:VEVENT",
            "COLOR:tomato\r\nATTENDEE:mailto:ada@mail.example\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT20M\r\nDESCRIPTION:Soon\r\nEND:VALARM\r\nEND:VEVENT",
          ),
      );
    },
    async detailsOf(id) {
      const text = (await (await ask("GET", href(id))).text()).replace(/\r?\n[ \t]/g, "");
      const description = /^DESCRIPTION:(.*?)\r?$/m.exec(
        text.replace(/BEGIN:VALARM[\s\S]*?END:VALARM/, ""),
      );
      return {
        text: (description?.[1] ?? "").replaceAll("\\n", "\n").replace(/\\(.)/g, "$1"),
        extras: ["COLOR:tomato", "ATTENDEE:mailto:ada@mail.example", "TRIGGER:-PT20M"].filter(
          (one) => text.includes(one),
        ),
      };
    },
    async remove(id) {
      await ask("DELETE", href(id));
    },
    counts: () => ({ writes: 0, requests: 0 }),
    async stop() {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
