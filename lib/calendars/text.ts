/**
 * What people typed, made safe for places where a character can mean more than itself: headers, calendar
 * properties, links. Control characters go (they start new headers and properties), and so do the invisible marks that
 * turn the reading direction around (they make a text read as another one); letters of every script and emoji stay.
 */

// C0, DEL and C1 controls, line and paragraph separators: all of them read as a break in a line.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g;
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** A text on one line, for a header or a name; breaks become single spaces. */
export function oneLine(text: string): string {
  return text
    .replace(LONE_SURROGATES, "\ufffd")
    .replace(DIRECTION_MARKS, "")
    .replace(BREAKS, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** A text that may have lines; every kind of break becomes "\n", and more than one empty line becomes one. */
export function plainText(text: string): string {
  return text
    .replace(LONE_SURROGATES, "\ufffd")
    .replace(DIRECTION_MARKS, "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(CONTROLS, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
