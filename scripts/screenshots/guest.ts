import { base, type Camera } from "./camera.ts";
import { linkFor } from "./mailbox.ts";

/** Somebody books at the demo's salon and calls it off, then waits for a full class of the studio: pictures on the way. */
export async function guest(camera: Camera, run: string): Promise<void> {
  const email = `ines-${run}@mail.example`;
  const [time] = await freeTimes("lotus-hair", "cut");
  const manage = await book("lotus-hair", "cut", time!.start, 1, email);
  const at = (path: string, name: string) => ({ path: `${manage}${path}`, name });
  await camera.take([
    at("?new=1&lang=en", "ticket"),
    at("?lang=en", "manage"),
    at("?lang=ar", "manage-ar"),
    at("/edit?lang=en", "manage-edit"),
    at("/move?lang=en", "manage-move"),
    at("/move?lang=ar", "manage-move-ar"),
    at("?step=cancel&lang=en", "manage-cancel"),
    at("?step=cancel&lang=de", "manage-cancel-de"),
    { path: manage.replace("/manage/", "/embed/lotus-hair/booked/"), name: "embed-booked" },
  ]);
  const preferences = await linkFor(email, "/preferences/");
  await camera.take([
    { path: `${preferences}?lang=en`, name: "preferences" },
    { path: `${preferences}?lang=ar`, name: "preferences-ar" },
  ]);
  await cancel(manage);
  await camera.take([
    at("?lang=en", "manage-cancelled"),
    at("?lang=es", "manage-cancelled-es"),
    at("/again?lang=en", "manage-again"),
  ]);
  await wait(camera, email, run);
}

interface FreeTime {
  start: string;
  seatsLeft: number;
}

/** Next week's free times, as the public API tells them. */
async function freeTimes(business: string, service: string): Promise<FreeTime[]> {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({ business, service, from: day(7), to: day(14), tz: "UTC" });
  const answer = await fetch(`${base}/api/availability?${query}`);
  return ((await answer.json()) as { slots: FreeTime[] }).slots;
}

/** Books by the public API. Resolves with the way to the booking. */
async function book(
  business: string,
  service: string,
  start: string,
  party: number,
  email: string,
): Promise<string> {
  const answer = await fetch(`${base}/api/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `picture-${email}` },
    body: JSON.stringify({
      ...{ business, service, start, staff: "any", party },
      customer: { name: "Inês Duarte", email, phone: "+49 151 23456789" },
      ...{ timeZone: "Europe/Berlin", locale: "en" },
    }),
  });
  const booked = (await answer.json()) as { manageUrl?: string };
  if (!booked.manageUrl) throw new Error(`not booked: ${JSON.stringify(booked)}`);
  return new URL(booked.manageUrl).pathname;
}

async function cancel(manage: string): Promise<void> {
  const path = manage.replace("/manage/", "/api/bookings/manage/");
  await fetch(`${base}${path}`, { method: "DELETE" });
}

/** A class is booked out, somebody joins its list, it comes free, and they leave the list. */
async function wait(camera: Camera, email: string, run: string): Promise<void> {
  const time = (await freeTimes("still-yoga", "vinyasa")).find(({ seatsLeft }) => seatsLeft > 1);
  if (!time) throw new Error("no class to wait for");
  const seats = `group-${run}@mail.example`;
  const group = await book("still-yoga", "vinyasa", time.start, time.seatsLeft, seats);
  const date = time.start.slice(0, 10);
  // A class of the evening begins on one date in New York and on the next in Berlin.
  const page = await camera.open(390, "nobody", 1, "America/New_York");
  await camera.show(page, `/still-yoga/vinyasa/waitlist?lang=en&date=${date}`);
  await camera.takeLive(page, "waitlist-full");
  await page.getByRole("textbox", { name: "Name" }).fill("Inês Duarte");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await page.getByRole("heading", { name: "You are on the list" }).waitFor();
  await camera.takeLive(page, "waitlist-joined");
  const place = await linkFor(email, "/waitlist/");
  await camera.take([
    { path: `${place}?lang=en`, name: "waitlist-place" },
    { path: `${place}?lang=ar`, name: "waitlist-place-ar" },
  ]);
  await cancel(group);
  await linkFor(email, "/waitlist/", /come free/);
  await camera.take([
    { path: `${place}?lang=en`, name: "waitlist-offer" },
    { path: `${place}?lang=de`, name: "waitlist-offer-de" },
  ]);
  await camera.show(page, `${place}?lang=en`);
  await page.getByRole("button", { name: "Leave the waiting list" }).click();
  await page.getByRole("heading", { name: "You have left the waiting list" }).waitFor();
  await camera.takeLive(page, "waitlist-left");
  await page.context().close();
}
