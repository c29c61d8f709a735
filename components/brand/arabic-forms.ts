/**
 * Arabic letters as they look beside their neighbours. The drawer of pictures measures each letter by itself, so that it
 * must be told the joined shapes; Unicode has a sign for every one of them ("presentation forms"), in the order alone, at
 * the end, at the beginning, in the middle. Letters that join only the one before them have the first two.
 */
const forms = new Map<string, string[]>();

// Persian and other letters, then Arabic ones with the ligatures of lam and alef.
for (const [from, to] of [
  [0xfb50, 0xfbe7],
  [0xfbfc, 0xfbff],
  [0xfe80, 0xfefc],
] as const) {
  for (let code = from; code <= to; code++) {
    const shape = String.fromCodePoint(code);
    const letters = shape.normalize("NFKC");
    if (letters === shape || !/^\p{L}(?:\p{L})?$/u.test(letters)) continue;
    forms.set(letters, [...(forms.get(letters) ?? []), shape]);
  }
}

const LAM = "\u0644";

/**
 * One word, ready to be set from left to right.
 * @param word Arabic letters, with or without their vowel signs
 */
export function drawnWord(word: string): string {
  const units: { letter: string; marks: string }[] = [];
  for (const sign of word.normalize("NFC")) {
    const last = units.at(-1);
    if (last && /\p{M}/u.test(sign)) last.marks += sign;
    else if (last?.letter === LAM && last.marks === "" && forms.has(LAM + sign)) {
      last.letter += sign;
    } else units.push({ letter: sign, marks: "" });
  }
  const shapes = units.map(({ letter, marks }, i) => {
    const own = forms.get(letter);
    if (!own) return letter + marks;
    const joinsBefore = joinsOn(units[i - 1]?.letter);
    const joinsAfter = joinsOn(letter) && (forms.get(units[i + 1]?.letter ?? "")?.length ?? 0) > 1;
    const place = joinsBefore ? (joinsAfter ? 3 : 1) : joinsAfter ? 2 : 0;
    return (own[place] ?? letter) + marks;
  });
  return [...shapes.join("")].reverse().join("");
}

/** Whether a letter reaches out to the one after it. */
function joinsOn(letter: string | undefined): boolean {
  return letter === "\u0640" || forms.get(letter ?? "")?.length === 4;
}
