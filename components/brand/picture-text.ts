import { drawnWord } from "./arabic-forms";

/** A piece of a line that is drawn in one font and one direction. */
export interface Piece {
  text: string;
  script: "arabic" | "hebrew" | "other";
}

/** Words that stand beside each other and run the same way. */
export interface Run {
  direction: "ltr" | "rtl";
  /** The words in the order in which they are read; a word of another script is several pieces, read likewise. */
  words: Piece[][];
}

const ARABIC = /\p{Script=Arabic}/u;
const HEBREW = /\p{Script=Hebrew}/u;
const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const STRONG = /[\p{L}\p{Nd}]/u;
/** Direction marks and isolates, which have no look. */
const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Whether a text is read from right to left: by its first letter. */
export function isRightToLeft(text: string): boolean {
  return RTL.test(/\p{L}/u.exec(text)?.[0] ?? "");
}

/**
 * What there are fonts for. Other scripts are joined or ordered in ways that the drawer does not know, or their fonts
 * would weigh more than all of Daybook. For what it has no font for, the drawer would ask the network.
 */
const DRAWABLE =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}0-9٠-٩۰-۹\u0020-\u007e\u00a0-\u00ff\u2010-\u2027\u202f-\u203a\u20a0-\u20bf\u2116\u2122\u2212]$/u;

/** Whether there is a font for a letter or sign. */
export function isDrawable(sign: string): boolean {
  return DRAWABLE.test(sign) && sign < "\uff00";
}

/**
 * A text without the signs that there is no font for, such as "💇".
 * @returns "" where a letter is among them: half a name is none
 */
export function drawableText(text: string): string {
  let drawable = "";
  for (const sign of text.normalize("NFC").replace(MARKS, "")) {
    const plain = isDrawable(sign) ? sign : sign.normalize("NFKC");
    if (Array.from(plain).every(isDrawable)) drawable += plain;
    else if (/[\p{L}\p{N}]/u.test(sign)) return "";
    else if (/\s/.test(sign)) drawable += " ";
  }
  return drawable.replace(/\s+/g, " ").trim();
}

/**
 * A line as what the drawer can put beside each other. It knows no directions and no breaking of
 * lines that run from right to left, so the words of each direction are kept together and ordered by whoever draws them.
 */
export function runsOf(line: string): Run[] {
  const base = isRightToLeft(line) ? "rtl" : "ltr";
  const runs: Run[] = [];
  for (const word of line.replace(MARKS, "").split(/\s+/).filter(Boolean)) {
    const last = runs.at(-1);
    const direction = RTL.test(word)
      ? "rtl"
      : /\p{L}/u.test(word)
        ? "ltr"
        : (last?.direction ?? base);
    const pieces =
      direction === "rtl" ? piecesOf(word) : [{ text: word, script: "other" } as const];
    if (last?.direction === direction) last.words.push(pieces);
    else runs.push({ direction, words: [pieces] });
  }
  return runs;
}

/** "حداد." is a word and a full stop; brackets open the other way. */
function piecesOf(word: string): Piece[] {
  const parts = word.match(
    /[\p{Script=Arabic}\p{Script=Inherited}ـ،؛؟]+|\p{Script=Hebrew}+|\p{L}+|\p{Nd}(?:[^\p{L}]*\p{Nd})?|[^\p{L}\p{Nd}]+/gu,
  );
  return (parts ?? [word]).map((text) => {
    // The drawer sets letters from left to right.
    if (ARABIC.test(text)) return { text: drawnWord(text), script: "arabic" };
    if (HEBREW.test(text)) return { text: [...text].reverse().join(""), script: "hebrew" };
    if (STRONG.test(text)) return { text, script: "other" };
    return { text: [...text].reverse().map(mirrored).join(""), script: "other" };
  });
}

const PAIRS = "()[]{}«»‹›";

function mirrored(sign: string): string {
  const at = PAIRS.indexOf(sign);
  if (at < 0) return sign;
  return PAIRS[at % 2 === 0 ? at + 1 : at - 1] ?? sign;
}
