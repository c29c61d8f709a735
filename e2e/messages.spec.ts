import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "@playwright/test";
import { nextDay, openStudio, type Studio, starts } from "./pages/availability/studio";
import { signInAs } from "./pages/dashboard/sign-in";
import { BookingPage } from "./pages/public/booking-page";
import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { expect, test } from "./support/test";
import { answerBySms, smsTo } from "./support/texts";

const TUESDAY = nextDay(2, 6);
let studio: Studio;

test.beforeEach(async ({ context, baseURL }) => {
  studio = await openStudio();
  await query(
    "insert into weekly_hours (business_id, weekday, start_min, end_min) select $1, d, 540, 1020 from generate_series(1, 5) as d",
    [studio.id],
  );
  await query(
    "insert into private.message_settings (business_id, sms_kinds, ask_news) values ($1, array['booking.confirmed', 'booking.moved', 'booking.cancelled'], true)",
    [studio.id],
  );
  await studio.choose(context, baseURL!);
});

test.afterEach(async () => {
  await studio.close();
});

/** A browser whose push service is this test's: it takes knocks and says how many. */
async function withPushService(context: BrowserContext, baseURL: string) {
  let knocks = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      knocks += 1;
      response.writeHead(201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await context.grantPermissions(["notifications"], { origin: baseURL });
  await context.addInitScript((endpoint) => {
    // A Chromium without Google's keys has no push service; what the page does with one is the same.
    let subscription: unknown = null;
    // A shell without windows never lets a page notify, whatever it was granted.
    Object.defineProperty(Notification, "permission", { get: () => "granted" });
    Notification.requestPermission = async () => "granted";
    PushManager.prototype.getSubscription = async () => subscription as PushSubscription | null;
    PushManager.prototype.subscribe = async () => {
      const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, [
        "deriveBits",
      ]);
      const text = (bytes: Uint8Array) =>
        btoa(String.fromCharCode(...bytes))
          .replaceAll("+", "-")
          .replaceAll("/", "_")
          .replace(/=+$/, "");
      const keys = {
        p256dh: text(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
        auth: text(crypto.getRandomValues(new Uint8Array(16))),
      };
      subscription = { endpoint, toJSON: () => ({ endpoint, keys }) };
      return subscription as PushSubscription;
    };
  }, `http://127.0.0.1:${port}/browser`);
  return {
    knocks: () => knocks,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** What the desk does, as the calendar's move does it. */
async function moveAtDesk(bookingId: string, start: string) {
  const [row] = await query<{ outcome: { ok: boolean } }>(
    `select public.move_booking(jsonb_build_object('bookingId', b.id, 'start', $2::text, 'actor', jsonb_build_object('kind', 'staff'),
       'staff', jsonb_build_array(jsonb_build_array(a.staff_id)))) as outcome
     from bookings b join appointments a on a.id = b.appointment_id where b.id = $1`,
    [bookingId, start],
  );
  expect(row!.outcome).toMatchObject({ ok: true });
  await query("select private.call_function('dispatch')");
}

const bell = (page: Page) => page.getByRole("button", { name: /^News/ });

test("a customer agrees to news, is told of a move wherever they are, and cancels by text message", async ({
  page,
  context,
  baseURL,
  request,
}) => {
  const push = await withPushService(context, baseURL!);
  const booking = new BookingPage(page);
  const email = `bell-${randomUUID().slice(0, 8)}@mail.example`;
  const phone = `+4915${String(Date.now()).slice(-9)}`;
  const [ten, eleven] = starts(TUESDAY, ["10:00", "11:00"]);
  await booking.open(studio.slug, "massage", `?date=${TUESDAY}`);
  await booking.time(ten!).click();
  await page.getByLabel("Name", { exact: true }).fill("Nora Bell");
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Phone").fill(phone);
  const consent = page.getByRole("checkbox", { name: /may write to me by e-mail/ });
  await expect(consent).not.toBeChecked();
  await consent.check();
  await booking.submit.click();
  await expect(page).toHaveURL(/\/manage\//);
  const link = new URL(page.url()).pathname;
  const [agreed] = await query<{ id: string; customer: string; source: string; text: string }>(
    `select b.id, b.customer_id as customer, p.consent_source as source, p.consent_text as text
     from bookings b join private.customer_preferences p on p.customer_id = b.customer_id where b.contact_email = $1`,
    [email],
  );
  expect(agreed).toMatchObject({
    source: "booking form",
    text: expect.stringContaining(studio.name),
  });

  // What they have done themselves is no news. They let this browser be knocked on.
  await expect(bell(page)).toHaveAccessibleName("News");
  await page.getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(page.getByText("This browser tells you at once")).toBeVisible();
  await mailTo(email, /Your appointment at/);
  expect(await smsTo(phone, /Your appointment at/)).toContain(link);

  // The desk moves it: the open page, the browser, the mailbox and the phone hear of it.
  await moveAtDesk(agreed!.id, eleven!);
  await expect(bell(page)).toHaveAccessibleName(/1 unread/);
  await expect(page.getByRole("article")).toContainText("11:00");
  await bell(page).click();
  await expect(page.getByText(`Massage at ${studio.name} has moved`)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(bell(page)).toHaveAccessibleName("News");
  const moved = await mailTo(email, /^New time at/);
  expect(moved.attachments.some(({ text }) => text?.includes("SEQUENCE:1"))).toBe(true);
  await smsTo(phone, /^New time at/);
  await expect.poll(push.knocks, { timeout: 10_000 }).toBe(1);

  // Stopped, asked, begun again, and cancelled from the phone, by signed callbacks.
  expect(await answerBySms(phone, "STOP")).toMatch(/no more text messages/);
  expect(await answerBySms(phone, "Help!")).toContain(studio.name);
  expect(await answerBySms(phone, "start")).toMatch(/again/);
  expect(await answerBySms(phone, "x")).toMatch(/is cancelled/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/cancelled/i);
  const cancelled = await mailTo(email, /cancelled/i);
  expect(cancelled.attachments.some(({ text }) => text?.includes("METHOD:CANCEL"))).toBe(true);

  // By the link in the letter they say what they want; a mail program stops it with one POST, without a cookie.
  const choices = /http\S+\/preferences\/\S+/.exec(cancelled.text)![0];
  await page.goto(new URL(choices).pathname);
  const news = page.getByRole("switch").or(page.getByRole("checkbox")).last();
  await expect(news).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It holds from now on.")).toBeVisible();
  const token = choices.split("/").at(-1);
  const click = await request.post(`/api/unsubscribe/${token}?topic=news`, {
    form: { "List-Unsubscribe": "One-Click" },
  });
  expect(click.status()).toBe(204);
  const [now] = await query<{ news_email: boolean }>(
    "select news_email from private.customer_preferences where customer_id = $1",
    [agreed!.customer],
  );
  expect(now!.news_email).toBe(false);
  await push.stop();
});

test("the desk follows its bell to the booking, sends a lost letter again and words its own", async ({
  page,
  request,
}) => {
  const customer = `Dora ${randomUUID().slice(0, 4)}`;
  await signInAs(page, "owner", "/dashboard/notifications");
  const rail = page.getByRole("button", { name: /^Notifications/ });
  await expect(rail).toHaveAccessibleName("Notifications");
  const [two] = starts(TUESDAY, ["14:00"]);
  const { bookingId } = await studio.book(request, "massage", two!, customer);
  await expect(rail).toHaveAccessibleName("Notifications 1 unread");
  await rail.click();
  await page
    .getByRole("dialog", { name: "Notifications" })
    .getByRole("link", { name: new RegExp(`${customer} has booked Massage`) })
    .click();
  const sheet = page.getByRole("dialog", { name: "Massage" });
  await expect(sheet.getByRole("heading", { name: customer })).toBeVisible();
  await expect(rail).toHaveAccessibleName("Notifications");

  // A letter that did not arrive stands on Today, says why, and is sent again.
  await query(
    "update notifications set status = 'dead', last_error = '550 no such mailbox' where booking_id = $1 and kind = 'booking.confirmed' and channel = 'email'",
    [bookingId],
  );
  await page.goto("/dashboard");
  await expect(page.getByText("550 no such mailbox")).toBeVisible();
  await page.getByRole("link", { name: "Look and send again" }).click();
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("It did not arrive")).toBeHidden();
  await expect
    .poll(async () => {
      const rows = await query(
        "select from notifications where booking_id = $1 and resend_of is not null and status = 'sent'",
        [bookingId],
      );
      return rows.length;
    })
    .toBe(1);
  await page.goto("/dashboard");
  await expect(page.getByText("550 no such mailbox")).toBeHidden();

  // What they hear, and when the day's agenda comes.
  await page.goto("/dashboard/notifications");
  await page.getByLabel("Also of my colleagues' appointments").check();
  await page.getByLabel("Send me the day's appointments by e-mail").check();
  await page.getByLabel("Every day at").fill("06:30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Every day at")).toHaveValue("06:30");

  // Their own words: an unknown fact is refused, a test goes to oneself, earlier words come back.
  await page.goto(
    "/dashboard/messages/wording?message=booking.confirmed:customer&way=email&language=en",
  );
  const subject = page.getByLabel("Subject");
  await subject.fill("Hello {{customer.nmae}}");
  await expect(page.getByText("{{customer.nmae}} is unknown.")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/Nothing was saved/)).toBeVisible();
  await subject.fill("First {{customer.name}}");
  await expect(page.getByText(`First ${customer}`)).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It is used from now on.")).toBeVisible();
  await expect(page.getByText(", in use")).toBeVisible();
  await subject.fill("Second {{customer.name}}");
  await page.getByRole("button", { name: "Send me a test" }).click();
  await expect(page.getByText("Sent to owner@daybook.example.")).toBeVisible();
  await mailTo("owner@daybook.example", new RegExp(`^\\[Test\\] Second ${customer}`));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Take these of version 2" })).toBeVisible();
  await page.getByRole("button", { name: "Take these of version 1" }).click();
  await expect(subject).toHaveValue("First {{customer.name}}");
  await page.getByRole("button", { name: "Back to Daybook's words" }).click();
  await expect(page.getByText("Daybook's own words again.")).toBeVisible();
  await expect(subject).not.toHaveValue(/First/);
});
