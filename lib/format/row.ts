/** Words beside each other with the comma of the language: "Mon 23 Nov, 14:05". */
export function inRow(words: readonly string[], locale: string): string {
  return words.join(/^(ar|fa|ur)\b/.test(locale) ? "\u060c " : ", ");
}
