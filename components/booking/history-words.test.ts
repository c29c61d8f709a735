import { expect, it } from "vitest";
import { inLanguage } from "@/lib/i18n/testing";
import { historyWords } from "./history-words";

const english = inLanguage("en", "history");

const event = (kind: string, actor: "customer" | "staff" | "system", start?: string) => ({
  kind,
  actor,
  at: "2026-11-23T09:00:00Z",
  before: { start: "2026-11-24T09:00:00Z" },
  after: start ? { start } : {},
});
const words = (one: Parameters<typeof historyWords>[1]) =>
  historyWords(english, one, "Lotus Hair", "Europe/Berlin", "en-GB").replaceAll("\u00a0", " ");

it("tells a move with both times, in the customer's zone", () => {
  expect(words(event("moved", "customer", "2026-11-25T13:30:00Z"))).toBe(
    "You moved it from Tue 24 Nov, 10:00 to Wed 25 Nov, 14:30.",
  );
});

it("tells what else changed: service, person, party", () => {
  const moved = (before: object, after: object) =>
    historyWords(
      english,
      {
        kind: "moved",
        actor: "customer",
        at: "2026-11-23T09:00:00Z",
        before: { start: "2026-11-24T09:00:00Z", staff: "Mara", service: "Cut", ...before },
        after: { start: "2026-11-24T09:00:00Z", staff: "Mara", service: "Cut", ...after },
      },
      "Lotus Hair",
      "Europe/Berlin",
      "en-GB",
    ).replaceAll("\u00a0", " ");
  expect(moved({}, { service: "Colour" })).toBe("You changed it from Cut to Colour.");
  expect(moved({}, { staff: "Jonas" })).toBe("You changed it from Mara to Jonas.");
  expect(moved({}, { start: "2026-11-25T13:30:00Z", staff: "Jonas" })).toBe(
    "You moved it from Tue 24 Nov, 10:00 to Wed 25 Nov, 14:30. You changed it from Mara to Jonas.",
  );
  const party = { ...event("edited", "staff"), before: { party: 1 }, after: { party: 3 } };
  expect(words(party)).toBe("Lotus Hair changed it from 1 to 3 people.");
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

it("tells it in another language", () => {
  const german = historyWords(
    inLanguage("de", "history"),
    event("booked", "customer", "2026-11-24T09:00:00Z"),
    "Lotus Hair",
    "Europe/Berlin",
    "de-DE",
  );
  expect(german).toBe("Sie haben Di., 24. Nov., 10:00 gebucht.");
  const arabic = historyWords(
    inLanguage("ar", "history"),
    event("cancelled", "customer"),
    "Lotus Hair",
    "Europe/Berlin",
    "ar",
  );
  expect(arabic).toBe("ألغيتَه.");
});
