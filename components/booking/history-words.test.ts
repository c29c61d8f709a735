import { expect, it } from "vitest";
import { historyWords } from "./history-words";

const event = (kind: string, actor: "customer" | "staff" | "system", start?: string) => ({
  kind,
  actor,
  at: "2026-11-23T09:00:00Z",
  before: { start: "2026-11-24T09:00:00Z" },
  after: start ? { start } : {},
});
const words = (one: ReturnType<typeof event>) =>
  historyWords(one, "Lotus Hair", "Europe/Berlin", "en-GB").replaceAll("\u00a0", " ");

it("tells a move with both times, in the customer's zone", () => {
  expect(words(event("moved", "customer", "2026-11-25T13:30:00Z"))).toBe(
    "You moved it from Tue 24 Nov, 10:00 to Wed 25 Nov, 14:30.",
  );
});

it("says who did it", () => {
  expect(words(event("booked", "customer", "2026-11-24T09:00:00Z"))).toBe(
    "You booked Tue 24 Nov, 10:00.",
  );
  expect(words(event("cancelled", "staff"))).toBe("Lotus Hair cancelled it.");
  expect(words(event("cancelled", "customer"))).toBe("You cancelled it.");
  expect(words(event("expired", "system"))).toBe("It ran out before it was confirmed.");
});

it("has words for an event that it does not know", () => {
  expect(words(event("repainted", "staff"))).toBe("Lotus Hair changed it.");
});
