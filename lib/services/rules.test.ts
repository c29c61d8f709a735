import { describe, expect, test } from "vitest";
import { newService, readAmount, writeAmount } from "./rules";
import { serviceDetails } from "./schema";

describe("amounts as people type them", () => {
  test.each([
    ["45", "EUR", 4500],
    ["45,5", "EUR", 4550],
    [" 45.50 ", "EUR", 4550],
    ["1 200", "EUR", 120000],
    ["0", "EUR", 0],
    ["800", "JPY", 800],
    ["1.250", "KWD", 1250],
    ["", "EUR", null],
  ])("%s %s", (text, currency, minor) => {
    expect(readAmount(text, currency)).toBe(minor);
  });
  test.each([
    ["45.505", "EUR"],
    ["80.5", "JPY"],
    ["-5", "EUR"],
    ["about 20", "EUR"],
  ])("%s %s is none", (text, currency) => {
    expect(readAmount(text, currency)).toBeNaN();
  });
  test("and as they stand in the box again", () => {
    for (const [minor, currency, text] of [
      [4500, "EUR", "45"],
      [4505, "EUR", "45.05"],
      [800, "JPY", "800"],
      [1250, "KWD", "1.250"],
    ] as const) {
      expect(writeAmount(minor, currency)).toBe(text);
      expect(readAmount(text, currency)).toBe(minor);
    }
  });
});

describe("a service as it is saved", () => {
  const service = { ...newService([]), name: "Cut", slug: "cut" };
  const ask = (questions: unknown) => serviceDetails.safeParse({ ...service, questions });
  test("a choice has two different answers at least, other questions none", () => {
    const choice = { id: "a", label: "Length?", kind: "choice", required: true };
    expect(ask([{ ...choice, options: ["Short"] }]).success).toBe(false);
    expect(ask([{ ...choice, options: ["Short", "Short"] }]).success).toBe(false);
    expect(ask([{ ...choice, options: ["Short", "Long"] }]).success).toBe(true);
    const text = ask([{ ...choice, kind: "text", options: ["left", "over"] }]);
    expect(text.data?.questions).toEqual([{ ...choice, kind: "text" }]);
  });
  test("two questions never share their place", () => {
    const question = { id: "a", label: "Allergies?", kind: "text", required: false };
    expect(ask([question, question]).success).toBe(false);
  });
  test("a photo is one of ours", () => {
    const photo = (photoUrl: string) => serviceDetails.safeParse({ ...service, photoUrl }).success;
    expect(photo("https://elsewhere.example/track.gif")).toBe(false);
    expect(photo("/api/photos/../secret.png")).toBe(false);
    const id = "0b0e5bb0-3d6c-4f5b-8f0f-1e6a3f6a9a10";
    expect(photo(`/api/photos/${id}/${id}.webp`)).toBe(true);
  });
});
