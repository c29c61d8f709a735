import type { Locator, Page } from "@playwright/test";

/** A customer's own booking, behind its link. */
export class ManagePage {
  readonly ticket: Locator;
  readonly heading: Locator;

  constructor(readonly page: Page) {
    this.ticket = page.getByRole("article");
    this.heading = page.getByRole("heading", { level: 1 });
  }

  /** The path of the link without what the last act left in it. */
  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async cancel(reason: string) {
    await this.page.getByRole("link", { name: "Cancel appointment" }).click();
    await this.page.getByLabel(/^Why/).fill(reason);
    await this.page.getByRole("button", { name: "Cancel the appointment" }).click();
  }
}
