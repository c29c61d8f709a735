import type { Page } from "playwright";
import type { Shot, Who } from "./camera.ts";

/** Further steps of a page: a time, the details; the first appointment, the first booking. */
const chooseTime = (page: Page) => page.locator("main a:has(time):visible").first().click();
const press = (name: string | RegExp) => (page: Page) =>
  page.locator("main").getByRole("button", { name }).first().click();
const openFirstAppointment = (page: Page) =>
  page.locator("[data-appointment]:visible").first().click();

const paths = (who: Who, list: readonly string[]): Shot[] => list.map((path) => ({ path, who }));

/** What everybody sees. */
const everybody: Shot[] = [
  ...paths("nobody", ["/", "/sign-in", "/sign-up", "/forgot", "/offline"]),
  ...paths("nobody", ["/?lang=ar", "/sign-in?lang=ar", "/sign-up?lang=de", "/forgot?lang=fr"]),
  ...paths("nobody", ["/lotus-hair?lang=en", "/lotus-hair?lang=ar", "/still-yoga?lang=en"]),
  ...paths("nobody", ["/lotus-hair/cut?lang=en", "/lotus-hair/cut?lang=ar"]),
  ...paths("nobody", ["/still-yoga/vinyasa?lang=en", "/still-yoga/vinyasa?lang=es"]),
  { path: "/lotus-hair/cut?lang=en", name: "details", act: chooseTime },
  { path: "/lotus-hair/cut?lang=ar", name: "details-ar", act: chooseTime },
  { path: "/still-yoga/vinyasa?lang=en", name: "details-class", act: chooseTime },
  {
    path: "/lotus-hair/cut?lang=en",
    name: "details-refused",
    act: async (page) => {
      await chooseTime(page);
      await page
        .getByRole("button", { name: /^(Book|Ask for) / })
        .first()
        .click();
    },
  },
  ...["cut", "cut?lang=ar"].map((path) => ({
    path: `/lotus-hair/${path}`,
    name: path === "cut" ? "zone" : "zone-ar",
    act: (page: Page) =>
      page.locator("button[aria-expanded]:near([data-testid=zone], 60)").first().click(),
  })),
  ...paths("nobody", ["/still-yoga/vinyasa/waitlist?lang=en", "/lotus-hair/cut/waitlist?lang=ar"]),
  ...paths("nobody", ["/embed/lotus-hair?lang=en", "/embed/lotus-hair/cut?lang=en"]),
  ...paths("nobody", ["/embed/lotus-hair?lang=ar", "/embed/still-yoga/vinyasa?lang=fr"]),
  // Links that came by mail, whole and broken.
  { path: "/auth/confirm?token_hash=0123456789&type=signup&lang=en", name: "confirm" },
  { path: "/auth/confirm?token_hash=0123456789&type=recovery", name: "confirm-recovery" },
  { path: "/auth/confirm?token_hash=0123456789&type=email_change", name: "confirm-new-address" },
  { path: "/auth/confirm", name: "confirm-broken" },
  { path: "/invite/no-such-invitation", name: "invitation-over" },
  // What is not there.
  { path: "/no-such-business/at-all/nowhere", name: "missing-page" },
  { path: "/no-such-business?lang=en", name: "missing-business" },
  { path: "/lotus-hair/no-such-service?lang=en", name: "missing-service" },
  { path: "/lotus-hair/no-such-service?lang=ar", name: "missing-service-ar" },
  { path: "/manage/no-such-booking?lang=en", name: "missing-booking" },
  { path: "/waitlist/no-such-place", name: "missing-place" },
  { path: "/embed/lotus-hair/no-such-service", name: "missing-embedded" },
];

const customer: Shot[] = [
  ...paths("customer", ["/account?lang=en", "/account?lang=ar", "/account?lang=de"]),
  {
    path: "/account?lang=en",
    name: "account-booking",
    who: "customer",
    act: press(/Confirmed/),
  },
  { path: "/account?lang=en", name: "account-move", who: "customer", act: press("Move") },
  { path: "/account?lang=en", name: "account-cancel", who: "customer", act: press("Cancel") },
];

const calendar = (view: string) => `/dashboard/calendar?view=${view}`;
const dashboard = (who: Who, list: readonly string[]): Shot[] =>
  paths(
    who,
    list.map((path) => (path.startsWith("/") ? path : `/dashboard/${path}`)),
  );

const owner: Shot[] = [
  ...dashboard("owner", ["/dashboard", calendar("day"), calendar("week"), calendar("month")]),
  ...dashboard("owner", [calendar("list"), "bookings", "bookings?when=all&q=zzz", "bookings/new"]),
  ...dashboard("owner", ["waitlist", "customers", "customers?q=zzz", "customers/new"]),
  ...dashboard("owner", ["notifications", "services", "services/new", "staff", "staff/new"]),
  ...dashboard("owner", ["analytics", "analytics?period=year", "calendars", "more"]),
  ...dashboard("owner", ["availability", "availability/rules", "availability/team"]),
  ...dashboard("owner", ["messages", "messages/reminders", "messages/wording"]),
  ...dashboard("owner", ["settings", "settings/look", "settings/team", "settings/languages"]),
  ...dashboard("owner", ["settings/embed", "settings/data", "no-such-page", "/start"]),
  { path: calendar("day"), name: "appointment", who: "owner", act: openFirstAppointment },
  {
    path: "/dashboard/bookings",
    name: "bookings-drawer",
    who: "owner",
    act: (page) => page.locator("tbody button:visible, main li button:visible").first().click(),
  },
  { path: "/dashboard/customers", name: "customer", who: "owner", first: "/dashboard/customers/" },
  ...["edit", "merge"].map(
    (part): Shot => ({
      path: "/dashboard/customers",
      name: `customer-${part}`,
      who: "owner",
      first: "/dashboard/customers/",
      act: (page) => page.goto(`${page.url().split("?")[0]}/${part}`),
    }),
  ),
  {
    path: "/dashboard/customers",
    name: "customer-merge-with",
    who: "owner",
    first: "/dashboard/customers/",
    act: async (page) => {
      await page.goto(`${page.url().split("?")[0]}/merge?q=e`);
      await page.locator('main a[href*="with="]').first().click();
      await page.waitForURL(/with=/);
    },
  },
  { path: "/dashboard/services", name: "service", who: "owner", first: "/dashboard/services/" },
  { path: "/dashboard/staff", name: "staff-member", who: "owner", first: "/dashboard/staff/" },
  { path: "/dashboard/messages", name: "message", who: "owner", first: "/dashboard/messages/" },
];

const staff: Shot[] = [
  { path: "/dashboard", name: "staff-today", who: "staff" },
  { path: "/dashboard/more", name: "staff-more", who: "staff" },
  { path: "/dashboard/settings", name: "staff-forbidden", who: "staff" },
];

/** What the demo shows as it is. */
export const demoShots: readonly Shot[] = [...everybody, ...customer, ...owner, ...staff];

/** A business with nothing in it, as the newcomer sees it. */
export const emptyShots: readonly Shot[] = [
  ["/dashboard", "today"],
  ...["day", "week", "month", "list"].map((view) => [calendar(view), `calendar-${view}`]),
  ...["bookings", "bookings/new", "waitlist", "customers", "notifications", "analytics"],
  ...["messages", "calendars", "services", "staff", "availability", "availability/rules"],
  ...["settings/languages", "settings/team", "settings/embed", "settings/data"],
].map((one): Shot => {
  const [path, name] = Array.isArray(one) ? one : [`/dashboard/${one}`, one.replace("/", "-")];
  return { path: path!, name: `empty-${name}`, who: "newcomer" };
});

/** The steps of opening a business and what comes with it (newcomer.ts), by the names of their pictures. */
export const newcomerNames = [
  ...["sign-up-code", "start-business", "start-hours", "start-services", "start-live"],
  ...emptyShots.map((shot) => shot.name!),
  ...["empty-page", "empty-picker", "invitation", "invitation-other", "forgot-code", "reset"],
];

/** One booking and one place on a waiting list (guest.ts), by the names of their pictures. */
export const guestNames = [
  ...["ticket", "manage", "manage-ar", "manage-edit", "manage-move", "manage-cancel"],
  ...["manage-cancelled", "manage-again", "preferences", "preferences-ar", "embed-booked"],
  ...["waitlist-full", "waitlist-joined", "waitlist-place", "waitlist-place-ar"],
  ...["waitlist-offer", "waitlist-offer-de", "waitlist-left"],
];
