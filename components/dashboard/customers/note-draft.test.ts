import { describe, expect, it } from "vitest";
import { carriedInto } from "./note-draft";

describe("a note whose customer is merged while it is typed", () => {
  it("adds what was typed, and not what came along by itself", () => {
    const typed = { was: "Likes tea", text: "Likes tea\nComes by bus" };
    expect(carriedInto("Pays in cash\n\nLikes tea", typed)).toBe(
      "Pays in cash\n\nLikes tea\n\nComes by bus",
    );
  });

  it("keeps a note that was written anew whole", () => {
    expect(carriedInto("", { was: "", text: "Comes by bus" })).toBe("Comes by bus");
    expect(carriedInto("Old", { was: "Likes tea", text: "Tea, no milk" })).toBe(
      "Old\n\nTea, no milk",
    );
  });
});
