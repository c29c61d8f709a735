import { expect, test } from "vitest";
import { newPerson } from "./rules";

test("a new person takes the colour that is used least", () => {
  expect(newPerson([], []).hue).toBe(0);
  expect(newPerson([0, 1, 1, 3], []).hue).toBe(2);
  expect(newPerson([0, 1, 2, 3, 4, 5, 6, 7, 0], []).hue).toBe(1);
});
