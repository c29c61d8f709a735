import { describe, expect, it } from "vitest";
import { personText } from "./schema";

const name = personText(20, "your name");

describe("a name", () => {
  it.each([
    ["  Zoë \t d’Été ", "Zoë d’Été"],
    ["<b>Bo</b> 🎉", "<b>Bo</b> 🎉"],
    ["Ana \u202egnp.exe\u202c", "Ana gnp.exe"],
    ["می\u200cخواهم", "می\u200cخواهم"],
    ["O", "O"],
  ])("%j is kept as %j", (typed, kept) => expect(name.parse(typed)).toBe(kept));

  it.each(["", "   ", "\u200b", "\u202e\u202c", "\u2060 \ufeff"])(
    "%j has nothing to see",
    (typed) => {
      expect(name.safeParse(typed).error?.issues[0]?.message).toBe("your name");
    },
  );

  it.each(["a\u0000b", "a\u001bb", "x".repeat(21)])("%j is refused", (typed) => {
    expect(name.safeParse(typed).success).toBe(false);
  });
});
