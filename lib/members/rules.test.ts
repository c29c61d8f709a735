import { expect, test } from "vitest";
import { displayLocale, mayActOn } from "./rules";

test("dates follow the country, not only the language", () => {
  expect(displayLocale("en", "US")).toBe("en-US");
  expect(displayLocale("en", "DE")).toBe("en-GB");
  expect(displayLocale("de", "AT")).toBe("de-AT");
  expect(displayLocale("fr-CA", "FR")).toBe("fr-CA");
});

test("staff act on their own appointments, managers on all", () => {
  expect(mayActOn("staff", ["jonas"], "jonas")).toBe(true);
  expect(mayActOn("staff", ["jonas"], "mara")).toBe(false);
  expect(mayActOn("staff", [], "mara")).toBe(false);
  expect(mayActOn("manager", [], "mara")).toBe(true);
  expect(mayActOn("owner", [], "mara")).toBe(true);
});
