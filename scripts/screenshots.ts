import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { PROJECT } from "../supabase/local/paths.ts";
import { findChromium } from "./lib/chromium.ts";
import { Camera, nameOf } from "./screenshots/camera.ts";
import { guest } from "./screenshots/guest.ts";
import { mailboxUrl } from "./screenshots/mailbox.ts";
import { newcomer } from "./screenshots/newcomer.ts";
import { demoShots, guestNames, newcomerNames } from "./screenshots/shots.ts";

const USAGE = `npm run screenshots [-- --all FOLDER [PART …]]

Takes the README's two pictures from the running demo (npm start). With --all, every page and its states at 390 and
1440 pixels, light and dark, into FOLDER, or only those whose name contains a PART; says which are wider than their
screen, throw an error or cannot be reached, and ends with 1 if there is any. On two long ways somebody opens a business
("newcomer") and somebody books and waits for a place ("guest"): the demo is fuller afterwards. A part of these is asked
for by its whole name.

APP_URL or PORT says where the demo runs. AXE=1 says as well what axe finds on each. BUSINESS=ID shows another of the
owner's businesses than the first.`;

async function main(args: string[]): Promise<void> {
  if (args.length > 0 && (args[0] !== "--all" || !args[1])) {
    console.log(USAGE);
    process.exitCode = 2;
    return;
  }
  const executablePath = await findChromium((line) => console.log(line));
  if (!executablePath) throw new Error("no Chromium to take pictures with");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  let faults = 0;
  const log = (line: string) => {
    faults += 1;
    console.log(line);
  };
  const folder = args[1] ?? join(PROJECT, "public", "screenshots");
  const camera = new Camera(browser, folder, log);
  try {
    if (args[1]) await everyPage(camera, args.slice(2));
    else await readme(camera, folder);
  } finally {
    await browser.close();
  }
  if (faults > 0) process.exitCode = 1;
}

async function readme(camera: Camera, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const take = async (width: number, who: "nobody" | "owner", path: string, file: string) => {
    // On a phone for the app's manifest: what a shop shows before it is installed.
    const page = await camera.open(width, who, width < 600 ? 2 : 1);
    await camera.show(page, path);
    await page.screenshot({ path: join(folder, file) });
    await page.context().close();
  };
  await take(1440, "nobody", "/lotus-hair/cut", "booking.png");
  await take(1440, "owner", "/dashboard/calendar", "calendar.png");
  await take(390, "nobody", "/lotus-hair/cut", "booking-phone.png");
  await take(390, "owner", "/dashboard", "day-phone.png");
}

async function everyPage(camera: Camera, parts: string[]): Promise<void> {
  const wanted = (name: string) => parts.length === 0 || parts.some((part) => name.includes(part));
  const shots = demoShots.filter((shot) => wanted(nameOf(shot)));
  if (shots.length > 0) await camera.take(shots);

  const run = Date.now().toString(36);
  for (const [names, walk] of [
    [newcomerNames, newcomer],
    [guestNames, guest],
  ] as const) {
    // Each is one long way with all its pictures: not for a part of a name that something else has as well.
    const asked = [walk.name, ...names].some((name) => parts.includes(name));
    if (parts.length > 0 && !asked) continue;
    if (!mailboxUrl()) {
      camera.log(`no mailbox to read: ${names.join(", ")} are left out`);
      continue;
    }
    await walk(camera, run).catch((error: Error) => camera.log(error.message.split("\n")[0]!));
  }
}

await main(process.argv.slice(2));
