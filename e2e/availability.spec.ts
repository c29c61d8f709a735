import { HoursPage } from "./pages/availability/hours-page";
import {
  BERLIN,
  dateAfter,
  halfHours,
  nextDay,
  openStudio,
  type Studio,
  starts,
} from "./pages/availability/studio";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { accessibilityFaults, expect, test } from "./support/test";

let studio: Studio;
test.beforeEach(async ({ context, baseURL }) => {
  studio = await openStudio();
  await studio.choose(context, baseURL!);
});
test.afterEach(async () => {
  await studio.close();
});

const only = (slots: { start: string }[]) => slots.map(({ start }) => start);
const after = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Hours that the journey does not type itself. */
async function openDaily(start = 540, end = 1020) {
  await query(
    "insert into weekly_hours (business_id, weekday, start_min, end_min) select $1, day, $2, $3 from generate_series(1, 7) as day",
    [studio.id, start, end],
  );
}

test("Fridays from 22:00 to 02:00 are typed, and are offered in Honolulu and in Auckland", async ({
  page,
  request,
}) => {
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  await hours.type("Friday", "22:00", "02:00");
  await expect(page.getByTestId("week-total")).toHaveText(/4\s*hr a week/);
  await expect(page.getByText("until Saturday")).toBeVisible();
  await hours.save();

  const friday = nextDay(5);
  const night = starts(friday, halfHours("22:00", "25:00"));
  expect(night).toHaveLength(7);
  expect(only(await studio.times(request, "massage", friday, friday, "Pacific/Honolulu"))).toEqual(
    night,
  );
  expect(
    only(
      await studio.times(
        request,
        "massage",
        after(friday, 1),
        after(friday, 1),
        "Pacific/Auckland",
      ),
    ),
  ).toEqual(night);
});

test("hours are drawn, moved and stretched by pointer and by keyboard, and undone", async ({
  page,
}) => {
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  const week = page.getByRole("region", { name: /^Week of/ });
  await hours.type("Monday", "09:00", "12:00");
  const monday = week.getByRole("button", { name: "Monday 09:00–12:00" });
  const box = (await monday.boundingBox())!;

  // Three hours are as tall as the block: one more day to the side, one hour down.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 1.5, box.y + box.height * (1 / 2 + 1 / 3), {
    steps: 5,
  });
  await page.mouse.up();
  const tuesday = week.getByRole("button", { name: "Tuesday 10:00–13:00" });
  await expect(tuesday).toBeVisible();

  await tuesday.focus();
  await page.keyboard.press("ArrowDown");
  await expect(week.getByRole("button", { name: "Tuesday 10:15–13:15" })).toBeFocused();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(week.getByRole("button", { name: "Wednesday 10:00–13:30" })).toBeFocused();

  // Draw on Thursday below: from 15:00 to 17:00.
  const wednesday = (await week
    .getByRole("button", { name: "Wednesday 10:00–13:30" })
    .boundingBox())!;
  const hour = wednesday.height / 3.5;
  const x = wednesday.x + wednesday.width * 1.5;
  await page.mouse.move(x, wednesday.y + 5 * hour + 2);
  await page.mouse.down();
  await page.mouse.move(x, wednesday.y + 7 * hour, { steps: 5 });
  await page.mouse.up();
  await expect(week.getByRole("button", { name: "Thursday 15:00–17:00" })).toBeVisible();

  await page.getByRole("button", { name: "Copy Thursday to other days" }).click();
  await page.getByRole("checkbox", { name: "Saturday" }).check();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  const saturday = week.getByRole("button", { name: "Saturday 15:00–17:00" });
  await expect(saturday).toBeVisible();
  await saturday.focus();
  await page.keyboard.press("Delete");
  await expect(saturday).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(saturday).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByTestId("week-total")).toHaveText("no hours");
});

test("closed on 24 to 26 December, but open on the 26th after all", async ({ page, request }) => {
  await openDaily();
  const now = dateAfter(0);
  const year = now.slice(5) < "12-20" ? Number(now.slice(0, 4)) : Number(now.slice(0, 4)) + 1;
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  await hours.tab("Days off and special days");
  await (await hours.day(`${year}-12-24`)).click();
  await (await hours.day(`${year}-12-26`)).click({ modifiers: ["Shift"] });
  await page.getByLabel("Reason").fill("Christmas");
  await page.getByRole("button", { name: "Set these 3 days" }).click();
  const boxing = await hours.day(`${year}-12-26`);
  await expect(boxing).toHaveAccessibleName(/closed that day, Christmas/);

  await boxing.click();
  await page.getByRole("radio", { name: /Different hours/ }).check();
  await page.getByLabel("Opens").fill("10:00");
  await page.getByLabel("Closes").fill("12:00");
  await page.getByRole("button", { name: "Set this day" }).click();
  await expect(boxing).toHaveAccessibleName(/10:00–12:00, different hours/);
  await hours.save();

  expect(only(await studio.times(request, "massage", `${year}-12-24`, `${year}-12-26`))).toEqual(
    starts(`${year}-12-26`, halfHours("10:00", "11:00")),
  );
});

test("the second Saturday of each month, and a summer season with a week of its own", async ({
  page,
  request,
}) => {
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  await hours.type("Tuesday", "09:00", "11:00");
  await hours.tab("Days off and special days");
  await page.getByRole("button", { name: "Add hours that repeat" }).click();
  const repeats = page.getByRole("region", { name: "Repeating hours" });
  await repeats.getByLabel("How often").selectOption("Once a month");
  await repeats.getByRole("button", { name: "Add", exact: true }).click();
  await expect(repeats.getByText(/the second Saturday of each month/i)).toBeVisible();

  await hours.tab("Seasons");
  await page.getByRole("button", { name: "Add a season" }).click();
  const summer = await page.getByLabel("First day").inputValue();
  const year = summer.slice(0, 4);
  await hours.type("Tuesday", "07:00", "08:30");
  await page.getByRole("button", { name: "Add a season" }).click();
  await expect(page.getByText("Two seasons share days").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "Remove this season" }).click();
  await hours.save();

  const tuesdays = (from: string) => {
    let date = from;
    while (new Date(`${date}T00:00:00Z`).getUTCDay() !== 2) date = after(date, 1);
    return date;
  };
  const inSummer = tuesdays(`${year}-07-01`);
  expect(only(await studio.times(request, "massage", inSummer))).toEqual(
    starts(inSummer, ["07:00", "07:30"]),
  );
  const inAutumn = tuesdays(`${year}-09-01`);
  expect(only(await studio.times(request, "massage", inAutumn))).toEqual(
    starts(inAutumn, halfHours("09:00", "10:00")),
  );
  let saturday = `${year}-10-08`;
  while (new Date(`${saturday}T00:00:00Z`).getUTCDay() !== 6) saturday = after(saturday, 1);
  expect(only(await studio.times(request, "massage", saturday))).toEqual(
    starts(saturday, halfHours("10:00", "13:00")),
  );
  expect(await studio.times(request, "massage", after(saturday, 7))).toEqual([]);
});

test("Ana works mornings in Lisbon for a business in Berlin", async ({ page, request }) => {
  await openDaily();
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open("ana");
  await page.getByRole("switch", { name: /Works when the business is open/ }).uncheck();
  await page.getByLabel("Whose clock").fill("Lisbon");
  await page.getByRole("option", { name: "Europe/Lisbon" }).click();
  await expect(page.getByText(/Lisbon time/).first()).toBeVisible();
  await hours.type("Monday", "09:00", "12:00");
  await page.getByRole("button", { name: "Copy Monday to other days" }).click();
  await page.getByRole("button", { name: "To every day" }).click();
  await hours.save();
  const date = nextDay(3);
  const mornings = starts(date, halfHours("09:00", "11:00"), "Europe/Lisbon");
  expect(mornings).toEqual(starts(date, halfHours("10:00", "12:00")));
  expect(only(await studio.times(request, "consultation", date))).toEqual(mornings);
  await page.goto(`/dashboard/availability/team?week=${date}&service=consultation`);
  await expect(page.getByText("lives by Lisbon time")).toBeVisible();
  await expect(page.getByRole("row", { name: /Not covered: First consultation/ })).toContainText(
    "09:00–10:00",
  );
});

test("two rooms for three therapists, a class of 8, at most 3 first consultations a day", async ({
  page,
  request,
}) => {
  await openDaily();
  const date = nextDay(2);
  await signInAs(page, "owner", "/dashboard/availability/rules?service=massage");
  const panel = page.getByRole("region", { name: "What customers would see" });
  await expect(panel.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 30_000 });
  await page.getByRole("button", { name: "Add a room or equipment" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Treatment room");
  await page.getByLabel("How many of Treatment room", { exact: true }).fill("2");
  await page.getByRole("button", { name: "Save what you have" }).click();
  await page.getByRole("checkbox", { name: /Treatment room/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();

  const [ten] = starts(date, ["10:00"]);
  expect((await studio.book(request, "massage", ten!, "Guest one")).status).toBe(201);
  expect(only(await studio.times(request, "massage", date))).toContain(ten);
  expect((await studio.book(request, "massage", ten!, "Guest two")).status).toBe(201);
  const left = only(await studio.times(request, "massage", date));
  // The third therapist is free, but has no room.
  expect(left).not.toContain(ten);
  expect(left).toContain(starts(date, ["11:00"])[0]);

  await page.getByLabel("Service", { exact: true }).selectOption("First consultation");
  await expect(page).toHaveURL(/service=consultation/);
  await expect(panel.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 30_000 });
  await page.getByLabel("Notice", { exact: true }).fill("30");
  await page.getByLabel("Notice: in").selectOption("days");
  await page.getByLabel("Days ahead").fill("10");
  await expect(page.getByText(/further ahead than they are allowed/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await page.getByLabel("Notice", { exact: true }).fill("0");
  await page.getByLabel("Days ahead").fill("");
  await page.getByLabel("At most a day").fill("3");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
  for (const clock of ["12:00", "13:00", "14:00"]) {
    const [start] = starts(date, [clock]);
    expect((await studio.book(request, "consultation", start!, `At ${clock}`)).status).toBe(201);
  }
  expect(await studio.times(request, "consultation", date)).toEqual([]);
  expect(await studio.times(request, "consultation", after(date, 1))).not.toEqual([]);

  await page.getByLabel("Seats").fill("8");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
  const [first] = await studio.times(request, "consultation", after(date, 1));
  expect(first?.seatsLeft).toBe(8);
});

test("what customers would see follows unsaved hours, and says why a time is not offered", async ({
  page,
  request,
}) => {
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  await hours.type("Wednesday", "09:00", "11:00");
  const date = nextDay(3);
  await hours.preview.getByLabel("Go to a day").fill(date);
  await expect(hours.preview.getByRole("button", { name: "10:00", exact: true })).toBeVisible();
  await hours.preview.getByRole("button", { name: "10:00", exact: true }).click();
  await expect(hours.preview.getByText("10:00 is offered")).toBeVisible();
  await hours.preview.getByRole("button", { name: /^10:30/ }).click();
  await expect(hours.preview.getByText("10:30 is not offered")).toBeVisible();
  await expect(hours.preview.getByText(/Outside the hours of .*: 09:00–11:00/)).toBeVisible();
  // Nothing of it is true for customers yet.
  expect(await studio.times(request, "massage", date)).toEqual([]);
});

test("a save that is out of date is refused with what changed, and nothing typed is lost", async ({
  page,
  context,
}) => {
  const mine = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await mine.open();
  const other = await context.newPage();
  const theirs = new HoursPage(other);
  await theirs.open();
  await theirs.type("Monday", "08:00", "12:00");
  await theirs.save();
  await other.close();

  await mine.type("Tuesday", "09:00", "13:00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(
    page.getByText("Somebody else has saved changes since you opened this"),
  ).toBeVisible();
  await expect(page.getByText("the hours of Monday")).toBeVisible();
  await expect(page.getByLabel("Tuesday opens", { exact: true })).toHaveValue("09:00");
  await page.getByRole("button", { name: "Put mine on top" }).click();
  await expect(page.getByLabel("Monday opens", { exact: true })).toHaveValue("08:00");
  await mine.save();
  const rows = await query<{ weekday: number; start_min: number }>(
    "select weekday, start_min from weekly_hours where business_id = $1 order by weekday",
    [studio.id],
  );
  expect(rows).toEqual([
    { weekday: 1, start_min: 480 },
    { weekday: 2, start_min: 540 },
  ]);
});

test("bookings that new hours would strand are listed first, and moved, cancelled or kept", async ({
  page,
  request,
}) => {
  await openDaily();
  const date = nextDay(4);
  const booked: Record<string, string> = {};
  for (const [clock, name] of [
    ["14:00", "Mila Move"],
    ["15:00", "Carl Cancel"],
    ["16:00", "Kim Keep"],
  ] as const) {
    const made = await studio.book(request, "massage", starts(date, [clock])[0]!, name);
    booked[name] = made.bookingId!;
  }
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  await hours.type("Thursday", "09:00", "13:00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("3 bookings fall outside these hours")).toBeVisible();
  await dialog.getByLabel("What happens to Carl Cancel's booking").selectOption("Cancel it");
  await dialog.getByLabel("What happens to Mila Move's booking").selectOption("Move it");
  const [wanted] = starts(date, ["11:00"]);
  await dialog.getByLabel("New time").selectOption(String(Date.parse(wanted!)));
  await dialog.getByRole("button", { name: "Save the hours" }).click();
  await expect(page.getByText("Saved; 2 bookings changed.").first()).toBeVisible();
  const rows = await query<{ name: string; status: string; start: string }>(
    `select b.contact_name as name, b.status::text, to_char(a.starts_at at time zone $2, 'HH24:MI') as start
     from bookings as b join appointments as a on a.id = b.appointment_id where b.business_id = $1 order by 1`,
    [studio.id, BERLIN],
  );
  expect(rows).toEqual([
    { name: "Carl Cancel", status: "cancelled", start: "15:00" },
    { name: "Kim Keep", status: "confirmed", start: "16:00" },
    { name: "Mila Move", status: "confirmed", start: "11:00" },
  ]);
});

test("public holidays of a region are closed days, with a switch and hours of their own", async ({
  page,
  request,
}) => {
  await openDaily();
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  await hours.tab("Days off and special days");
  const holidays = page.getByRole("region", { name: "Public holidays" });
  await holidays.getByLabel("Region").selectOption("Berlin");
  const year = Number(dateAfter(0).slice(0, 4)) + 1;
  await holidays.getByLabel("Year").selectOption(String(year));
  await holidays.getByRole("switch", { name: /Labour Day/ }).check();
  await hours.save();
  expect(await studio.times(request, "massage", `${year}-03-08`)).toEqual([]);
  expect(await studio.times(request, "massage", `${year}-05-01`)).not.toEqual([]);
  expect(await studio.times(request, "massage", `${year}-12-25`)).toEqual([]);
});

test("staff edit their own hours only", async ({ page }) => {
  await openDaily();
  const hours = new HoursPage(page);
  await signInAs(page, "staff", "/dashboard/availability");
  await hours.open("ana");
  await expect(page.getByText("Only Ana and managers change them.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Booking rules" })).toHaveCount(0);
  expect((await page.goto("/dashboard/availability/rules"))?.status()).toBe(403);
  await hours.open("ben");
  await expect(
    page.getByRole("switch", { name: /Works when the business is open/ }),
  ).toBeDisabled();
  await hours.tab("Days off and special days");
  await (await hours.day(nextDay(2))).click();
  await page.getByRole("button", { name: "Set this day" }).click();
  await hours.save();
  const rows = await query("select kind from closures where business_id = $1", [studio.id]);
  expect(rows).toEqual([{ kind: "leave" }]);
});

test("the pages are accessible", async ({ page }) => {
  await openDaily();
  const hours = new HoursPage(page);
  await signInAs(page, "owner", "/dashboard/availability");
  await hours.open();
  expect(await accessibilityFaults(page)).toEqual([]);
  await hours.tab("Days off and special days");
  await (await hours.day(nextDay(2))).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await hours.tab("Seasons");
  await page.getByRole("button", { name: "Add a season" }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const path of ["team?service=massage", "rules"]) {
    await page.goto(`/dashboard/availability/${path}`);
    await expect(page.getByRole("navigation", { name: "Availability" })).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
  }
});
