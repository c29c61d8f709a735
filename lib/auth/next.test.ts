import { describe, expect, test } from "vitest";
import { safeNext, withNext } from "./next";

describe("safeNext", () => {
  test.each(["/dashboard", "/dashboard/calendar?view=week&date=2026-03-29", "/lotus-hair#hours"])(
    "follows %s",
    (path) => expect(safeNext(path)).toBe(path),
  );

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\/evil.example",
    "javascript:alert(1)",
    "dashboard",
    "",
    "/.//evil.example",
    "/%2e//evil.example",
    "/sign-in?next=/sign-in",
    "/auth/confirm?token_hash=x&type=magiclink",
    `/${"a".repeat(1000)}`,
    undefined,
    ["/dashboard"],
  ])("refuses %j", (wish) => expect(safeNext(wish)).toBe(""));

  test("takes dots out of a path before looking at it", () => {
    expect(safeNext("/dashboard/../start")).toBe("/start");
  });
});

test("a wish travels in a query, and only when there is one", () => {
  expect(withNext("/sign-up", "/start?a=b&c")).toBe("/sign-up?next=%2Fstart%3Fa%3Db%26c");
  expect(withNext("/sign-up", "")).toBe("/sign-up");
});
