import { expect, type Locator, type Page } from "@playwright/test";

/** The pages of other calendars: the list, and the page of one account. */
export class CalendarsPage {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/dashboard/calendars");
    await expect(this.page.getByRole("heading", { name: "Other calendars" })).toBeVisible();
  }

  /** Signs in at a provider of the tests' own. */
  async signIn(provider: string, answer: "Allow" | "Deny"): Promise<void> {
    await this.page.getByRole("link", { name: provider, exact: true }).click();
    await expect(this.page.getByRole("heading", { name: /wants to see/ })).toBeVisible();
    await this.page.getByRole("link", { name: answer, exact: true }).click();
    await expect(this.page).toHaveURL(/\/dashboard\/calendars/);
  }

  /** Sets what a calendar does, and waits until that is kept. */
  async use(calendar: string, what: string): Promise<void> {
    await this.page.getByLabel(`What ${calendar} does`).selectOption({ label: what });
    await expect(this.said(new RegExp(`^${calendar} `))).toBeVisible();
  }

  /** Has the account looked at, and waits for a line of its log. */
  async syncNow(line: RegExp): Promise<void> {
    await this.page.getByRole("button", { name: "Sync now" }).click();
    await expect(this.log.getByText(line).first()).toBeVisible({ timeout: 15_000 });
  }

  get log(): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.locator("time") });
  }

  /** What a toast says. */
  said(text: RegExp | string): Locator {
    return this.page.getByRole("region", { name: "Messages" }).getByText(text).first();
  }

  /** What waits for a decision about somebody's booking. */
  toDecide(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }
}
