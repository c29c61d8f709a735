import { describe, expect, it } from "vitest";
import { nextCount, STAGE, stagesOf } from "./stages";

describe("appointments that arrive in stages", () => {
  it("fills one column after the other", () => {
    expect(stagesOf(150, [100, 100, 100])).toEqual([100, 50, 0]);
    expect(stagesOf(Number.POSITIVE_INFINITY, [3, 0, 5])).toEqual([3, 0, 5]);
  });

  it("ends with all of them, in frames of a stage each", () => {
    let count = STAGE;
    let frames = 1;
    while (count < 2000) {
      const next = nextCount(count, 2000);
      expect(next - count).toBe(STAGE);
      count = next;
      frames++;
    }
    expect(frames).toBe(Math.ceil(2000 / STAGE));
    expect(nextCount(count, 2000)).toBe(count);
  });

  it("comes in stages again after a filter has left few", () => {
    expect(nextCount(2100, 10)).toBe(10 + STAGE);
    expect(nextCount(Number.POSITIVE_INFINITY, 2000)).toBe(2000 + STAGE);
    expect(nextCount(10 + STAGE, 10)).toBe(10 + STAGE);
  });
});
