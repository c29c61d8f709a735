import { describe, expect, it } from "vitest";
import { postgrestStatus, withParity } from "./errors.ts";

describe("postgrestStatus", () => {
  it.each([
    ["23P01", 400],
    ["23514", 400],
    ["P0001", 400],
    ["40001", 500],
    ["40P01", 500],
    ["57014", 500],
    ["53300", 503],
    ["08006", 503],
    ["23505", 409],
    ["42883", 404],
  ])("%s is %i", (code, status) => {
    expect(postgrestStatus(code, true)).toBe(status);
  });

  it("tells a stranger to sign in and a member that it is forbidden", () => {
    expect(postgrestStatus("42501", true)).toBe(401);
    expect(postgrestStatus("42501", false)).toBe(403);
  });
});

describe("withParity", () => {
  it("leaves alone what is no database error, and what is answered right already", () => {
    const plain = new TypeError("x");
    const unique = Object.assign(new Error("dup"), { code: "23505" });
    const network = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    expect(withParity(plain, true)).toBe(plain);
    expect(withParity(unique, true)).toBe(unique);
    expect(withParity(network, true)).toBe(network);
  });

  it("keeps code, message, detail and hint", () => {
    const error = Object.assign(new Error("taken"), { code: "23P01", detail: "d", hint: "h" });
    const wrapped = withParity(error, true) as Error & { code: string; detail: string };
    expect(wrapped.code).toBe("PGRST");
    expect(JSON.parse(wrapped.message)).toEqual({
      code: "23P01",
      message: "taken",
      details: "d",
      hint: "h",
    });
    expect(JSON.parse(wrapped.detail)).toEqual({ status: 400, headers: {} });
  });
});
