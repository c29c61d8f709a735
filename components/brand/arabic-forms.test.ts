import { describe, expect, it } from "vitest";
import { drawnWord } from "./arabic-forms";

/** The shapes of a word in the order in which it is read. */
const shapes = (word: string) => [...drawnWord(word)].reverse().join("");

describe("a drawn Arabic word", () => {
  it("has the shapes that its letters take beside each other", () => {
    // lam at the beginning, yeh in the middle, lam in the middle, alef maksura at the end
    expect(shapes("ليلى")).toBe("\ufedf\ufef4\ufee0\ufef0");
    // sad, alef (ends the joining), lam, waw, noon alone
    expect(shapes("صالون")).toBe("\ufebb\ufe8e\ufedf\ufeee\ufee5");
  });

  it("draws lam and alef as one, and keeps vowel signs on their letter", () => {
    expect(shapes("لا")).toBe("\ufefb");
    expect(shapes("سلام")).toBe("\ufeb3\ufefc\ufee1");
    expect(shapes("مُحَمَّد")).toBe(
      "\ufee3\u064f\ufea4\u064e\ufee4\u0651\u064e\ufeaa".normalize("NFC"),
    );
  });

  it("knows Persian letters, and leaves what does not join as it is", () => {
    expect(shapes("گپ")).toBe("\ufb94\ufb57");
    expect(shapes("ماء،")).toBe("\ufee3\ufe8e\ufe80،");
  });

  it("is set from left to right", () => {
    expect(drawnWord("دار")).toBe("\ufead\ufe8d\ufea9");
  });
});
