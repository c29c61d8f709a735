import { expect, type Locator, type Page } from "@playwright/test";

/** The pages of hours and booking rules, as somebody at the desk uses them. */
export class HoursPage {
  constructor(readonly page: Page) {}

  async open(who = "business"): Promise<void> {
    await this.page.goto(`/dashboard/availability?who=${who}`);
    await expect(this.page.getByRole("heading", { name: "Hours", exact: true })).toBeVisible();
    await this.settled();
  }

  /** The panel has its answer, so that what is typed next meets a page that listens. */
  async settled(): Promise<void> {
    await expect(this.preview.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 30_000 });
  }

  get preview(): Locator {
    return this.page.getByRole("region", { name: "What customers would see" });
  }

  /** Types hours of one day into the form. */
  async type(day: string, opens: string, closes: string): Promise<void> {
    const opening = this.page.getByLabel(`${day} opens`, { exact: true });
    if ((await opening.count()) === 0) {
      await this.page.getByRole("button", { name: `Add hours on ${day}` }).click();
    }
    await opening.fill(opens);
    await this.page.getByLabel(`${day} closes`, { exact: true }).fill(closes);
  }

  async tab(name: "Week" | "Days off and special days" | "Seasons"): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(this.page.getByText("Saved.", { exact: true }).first()).toBeVisible();
    await expect(this.page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
  }

  /** Turns the calendar to a date's month and finds its day. */
  async day(date: string): Promise<Locator> {
    const cell = this.page.locator(`[data-date="${date}"]`);
    for (let turn = 0; turn < 24 && (await cell.count()) === 0; turn++) {
      await this.page.getByRole("button", { name: "Month after" }).click();
    }
    return cell;
  }
}
