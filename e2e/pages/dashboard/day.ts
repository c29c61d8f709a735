import { expect, type Locator, type Page } from "@playwright/test";

/** Pixels of a minute in the day view. */
const PX_PER_MIN = 1.25;
/** Above the first hour's line. */
const TOP = 8;

/** The calendar's day view: people side by side, hours down. */
export class DayPage {
  constructor(private readonly page: Page) {}

  async open(date: string): Promise<void> {
    await this.page.goto(`/dashboard/calendar?view=day&date=${date}`);
    await expect(this.page.locator("[data-column]").first()).toBeVisible({ timeout: 30_000 });
    // Closed hours are the last to come; the page is alive then, and stands still.
    await expect(this.page.locator(".closed-hours").first()).toBeAttached();
  }

  column(person: string): Locator {
    return this.page.getByRole("list", { name: person, exact: true });
  }

  appointment(customer: string): Locator {
    return this.page.locator("button[data-appointment]", { hasText: customer });
  }

  /** Drags an appointment so that its start comes to a clock time ("14:30") in a person's column. */
  async drag(customer: string, person: string, clock: string): Promise<void> {
    const box = (await this.appointment(customer).boundingBox())!;
    const grip = 6;
    await this.page.mouse.move(box.x + 40, box.y + grip);
    await this.page.mouse.down();
    const to = await this.point(person, clock);
    await this.page.mouse.move(to.x, to.y - 20, { steps: 4 });
    await this.page.mouse.move(to.x, to.y + grip, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Pulls an appointment's lower edge down by minutes. */
  async stretch(customer: string, minutes: number): Promise<void> {
    const box = (await this.appointment(customer).boundingBox())!;
    const y = box.y + box.height - 3;
    await this.page.mouse.move(box.x + box.width / 2, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width / 2, y + minutes * PX_PER_MIN, { steps: 6 });
    await this.page.mouse.up();
  }

  /** Draws an empty span on a person's column. */
  async draw(person: string, from: string, to: string): Promise<void> {
    const [first, last] = [await this.point(person, from), await this.point(person, to)];
    await this.page.mouse.move(first.x, first.y + 3);
    await this.page.mouse.down();
    await this.page.mouse.move(last.x, last.y - 3, { steps: 6 });
    await this.page.mouse.up();
  }

  private async point(person: string, clock: string): Promise<{ x: number; y: number }> {
    const column = (await this.column(person).boundingBox())!;
    // The axis begins an hour before the opening at nine.
    const [hours, minutes] = clock.split(":").map(Number);
    const minute = hours! * 60 + minutes! - 8 * 60;
    return { x: column.x + 60, y: column.y + TOP + minute * PX_PER_MIN };
  }
}
