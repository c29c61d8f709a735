import { afterEach, expect, vi } from "vitest";

// An error that nobody expected is a failure: rules and mutations report by value, not by log.
const error = vi.spyOn(console, "error").mockImplementation(() => {});

afterEach(() => {
  const calls = error.mock.calls.slice();
  error.mockClear();
  expect(calls, "unexpected console.error").toEqual([]);
});
