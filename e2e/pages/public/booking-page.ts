import { expect, type Locator, type Page } from "@playwright/test";

/** The page of one service: choose a time, give the details. */
export class BookingPage {
  readonly days: Locator;
  readonly times: Locator;
  readonly zone: Locator;

  constructor(readonly page: Page) {
    this.days = page.getByRole("grid");
    this.times = page
      .getByRole("region", { name: /\d{4}/ })
      .getByRole("link")
      .filter({ has: page.locator("time") });
    this.zone = page.getByTestId("zone");
  }

  async open(business: string, service: string, query = "") {
    await this.page.goto(`/${business}/${service}${query}`);
    await expect(this.times.first()).toBeVisible();
  }

  /** The link of a start, an ISO text in UTC as the API spells it. */
  time(start: string): Locator {
    return this.times.filter({ has: this.page.locator(`time[datetime="${start}"]`) });
  }

  /** The button of a local date, wherever the month's view has it. */
  day(date: string): Locator {
    return this.days.locator(`[data-date="${date}"]`);
  }

  async fill({ name, email, phone }: { name: string; email: string; phone?: string }) {
    await this.page.getByLabel("Name").fill(name);
    await this.page.getByLabel("E-mail").fill(email);
    if (phone) await this.page.getByLabel("Phone").fill(phone);
  }

  get submit(): Locator {
    return this.page.getByRole("button", { name: /^(Book|Ask for) / });
  }
}
