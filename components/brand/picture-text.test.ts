import { describe, expect, it } from "vitest";
import { drawableText, isRightToLeft, type Piece, runsOf } from "./picture-text";

/** Arabic letters as one types them, in the order in which they are read. */
const read = ({ text, script }: Piece) =>
  script === "arabic" ? [...text].reverse().join("").normalize("NFKC") : text;

const shape = (line: string) =>
  runsOf(line).map(({ direction, words }) => [
    direction,
    words.map((pieces) => pieces.map(read).join("|")).join(" "),
  ]);

describe("a line of a picture", () => {
  it("is one run in one direction", () => {
    expect(shape("Salon Łódź, 12 Kern")).toEqual([["ltr", "Salon Łódź, 12 Kern"]]);
    expect(shape("صالون ليلى")).toEqual([["rtl", "صالون ليلى"]]);
  });

  it("keeps the words of another direction together", () => {
    expect(shape("Salon ليلى حداد Berlin")).toEqual([
      ["ltr", "Salon"],
      ["rtl", "ليلى حداد"],
      ["ltr", "Berlin"],
    ]);
    expect(shape("احجز في \u2068Lotus Hair\u2069 الآن")).toEqual([
      ["rtl", "احجز في"],
      ["ltr", "Lotus Hair"],
      ["rtl", "الآن"],
    ]);
  });

  it("lets signs go with the word before them, and turns brackets", () => {
    expect(shape("قص · تصفيف (سريع).")).toEqual([["rtl", "قص · تصفيف )|سريع|.("]]);
    expect(shape("· Kern")).toEqual([["ltr", "· Kern"]]);
  });

  it("keeps figures as they are, wherever they stand", () => {
    expect(shape("شارع النيل 12, القاهرة")).toEqual([["rtl", "شارع النيل 12|, القاهرة"]]);
    expect(shape("من 10:30–12:00")).toEqual([["rtl", "من 10:30–12:00"]]);
  });

  it("turns letters round, for they are set from left to right", () => {
    expect(runsOf("שלום")[0]?.words).toEqual([[{ text: "םולש", script: "hebrew" }]]);
    expect(runsOf("دار")[0]?.words).toEqual([[{ text: "\ufead\ufe8d\ufea9", script: "arabic" }]]);
  });

  it("is read from the side of its first letter", () => {
    expect(isRightToLeft("123 ليلى Kern")).toBe(true);
    expect(isRightToLeft("Kern ليلى")).toBe(false);
    expect(isRightToLeft("42")).toBe(false);
  });
});

describe("what can be drawn of a text", () => {
  it.each([
    ["Tiệm Tóc Đẹp", "Tiệm Tóc Đẹp"],
    ["Łódź – Қазақ, №5", "Łódź – Қазақ, №5"],
    ["صالون ليلى", "صالون ليلى"],
    ["מספרה · 45 ₪", "מספרה · 45 ₪"],
    ["Lotus 💇‍♀️ Hair ✨", "Lotus Hair"],
    ["Ｓａｌｏｎ １", "Salon 1"],
  ])("%s", (text, drawn) => expect(drawableText(text)).toBe(drawn));

  it.each(["美容院", "サロン Sakura", "ร้านทำผม", "नाई", "미용실", "💇", ""])(
    "%s is nothing, for half a name is none",
    (text) => expect(drawableText(text)).toBe(""),
  );
});
