import { describe, expect, it } from "vitest";
import { gapsBetween } from "./shades-schema.ts";

describe("gapsBetween", () => {
  it("is everything where nothing is open", () => {
    expect(gapsBetween([], 0, 10)).toEqual([[0, 10]]);
  });

  it("leaves out what is open, also when two people overlap or come out of order", () => {
    const open = [
      [6, 8],
      [1, 3],
      [2, 4],
    ] as const;
    expect(gapsBetween(open, 0, 10)).toEqual([
      [0, 1],
      [4, 6],
      [8, 10],
    ]);
  });

  it("keeps to the span", () => {
    expect(
      gapsBetween(
        [
          [-5, 2],
          [9, 20],
        ],
        0,
        10,
      ),
    ).toEqual([[2, 9]]);
    expect(gapsBetween([[12, 14]], 0, 10)).toEqual([[0, 10]]);
    expect(gapsBetween([[-5, 20]], 0, 10)).toEqual([]);
  });
});
