import { describe, expect, test } from "vitest";
import { currencyOf, firstServices, KINDS, slugField, slugOf } from "./start";

describe("an address from a name", () => {
  test.each([
    ["Lotus Hair", "lotus-hair"],
    ["Søren's Café & Bäckerei", "sorens-cafe-backerei"],
    ["Straßenfriseur  №5", "strassenfriseur-5"],
    ["Łódź", "lodz"],
    ["--- a --- ", "a"],
    ["美容院", ""],
    [`${"long ".repeat(30)}`, "long-long-long-long-long-long-long-long-long-long-long-long"],
  ])("%s", (name, slug) => expect(slugOf(name)).toBe(slug));

  test("the app's own paths are refused", () => {
    for (const taken of ["dashboard", "api", "sign-in", "manage"]) {
      expect(slugField.safeParse(taken).success).toBe(false);
    }
    expect(slugField.parse(" Lotus-Hair ")).toBe("lotus-hair");
    expect(slugField.safeParse("lotus--hair").success).toBe(false);
  });
});

test("every kind begins with services of different addresses", () => {
  for (const kind of KINDS) {
    const slugs = firstServices[kind].map(({ slug }) => slug);
    expect(slugs.length).toBeGreaterThan(0);
    expect(new Set(slugs).size).toBe(slugs.length);
  }
});

test("currencies follow the country", () => {
  expect(currencyOf("DE")).toBe("EUR");
  expect(currencyOf("US")).toBe("USD");
  expect(currencyOf("CH")).toBe("CHF");
});
