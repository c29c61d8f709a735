import { describe, expect, it } from "vitest";
import { Flights } from "./flights";

describe("work under way", () => {
  it("is shared by whoever asks the same meanwhile, and begun anew afterwards", async () => {
    const flights = new Flights<number>();
    let begun = 0;
    const work = async () => {
      begun++;
      await Promise.resolve();
      return begun;
    };
    expect(await Promise.all([flights.run("a", work), flights.run("a", work)])).toEqual([1, 1]);
    expect(await flights.run("a", work)).toBe(2);
    expect(await Promise.all([flights.run("a", work), flights.run("b", work)])).toEqual([4, 4]);
  });

  it("leaves nothing behind when it fails", async () => {
    const flights = new Flights<number>();
    await expect(flights.run("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await flights.run("a", async () => 1)).toBe(1);
  });
});
