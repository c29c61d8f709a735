/**
 * An entry's text belongs to two: what Daybook keeps up to date stands between two lines of its own, and whatever its owner
 * writes above or below them is theirs. Pure; runs under Deno too.
 */

/** Begins the last line of our part. */
export const lastLine = "In Daybook: ";
const FIRST_LINE = "— Daybook —";

/** Our first line again, whatever a program has made of its dashes. */
const IS_FIRST = /^[^\p{L}\p{N}]*Daybook[^\p{L}\p{N}]*$/u;
const LAST = lastLine.trim();

/** Our part of an entry's text, with its first line. */
export function ourText(details: string): string {
  if (details === "") return "";
  const lines = details.split("\n");
  // What a customer wrote may look like one of our two lines; it must not end our part early.
  const inside = lines
    .slice(0, -1)
    .map((line) => (IS_FIRST.test(line) || line.trim().startsWith(LAST) ? `· ${line}` : line));
  return [FIRST_LINE, ...inside, lines.at(-1)].join("\n");
}

/**
 * The text as it should be, in the text as it is.
 * @param there what the calendar has now: plain lines, or the HTML that a program has made of them
 * @param details what Daybook says now; "" takes our part out
 */
export function withOurText(there: string, details: string): string {
  const html = isHtml(there);
  const plain = ourText(details);
  const ours = html ? asHtml(plain) : plain;
  const lines = linesOf(there, html);
  const first = lines.findIndex(({ text }) => IS_FIRST.test(text));
  const last = lines.findIndex(({ text }, at) => at > first && text.startsWith(LAST));
  if (first < 0 && last < 0) return onTop(there, ours, html);
  if (first >= 0 && last > first && reads(lines.slice(first, last + 1), plain)) return there;
  // Without our first line, somebody has changed our part itself: all of it up to its end is ours then. Without the last
  // one, its first paragraph is.
  const from = first < 0 ? textStart(there, html) : lines[first]!.from;
  const to = lines[last < 0 ? paragraphEnd(lines, first) : last]!.to;
  const [before, after] = [there.slice(0, from), there.slice(to)];
  if (html) return `${before}${ours}${unpaired(there.slice(from, to))}${after}`;
  return joined(before, ours, after);
}

/** Plain text may have a tag of somebody's in it; lines that are made by tags are HTML. */
export function isHtml(text: string): boolean {
  return /<(?:br|p|div|body|html)\b[^>]*>/i.test(text);
}

/** Whether our part says already what it should: written anew, it would only lose its looks. */
function reads(lines: Line[], plain: string): boolean {
  const words = (all: string[]) =>
    all.map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");
  const there = words(lines.map(({ text }) => text));
  const wanted = words(plain.split("\n"));
  return there.length === wanted.length && there.every((line, at) => line === wanted[at]);
}

interface Line {
  /** As it reads. */
  text: string;
  from: number;
  to: number;
}

const HTML_BREAK =
  /<br\b[^>]*>|<\/?(?:p|div|li|ul|ol|tr|td|table|body|html|head|blockquote|pre|hr|h[1-6])\b[^>]*>/gi;

function linesOf(text: string, html: boolean): Line[] {
  const lines: Line[] = [];
  let from = 0;
  const add = (to: number) => {
    const raw = text.slice(from, to);
    lines.push({ text: visible(raw), from, to });
  };
  for (const found of text.matchAll(html ? HTML_BREAK : /\r?\n/g)) {
    add(found.index);
    from = found.index + found[0].length;
  }
  add(text.length);
  return lines;
}

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  mdash: "—",
  ndash: "–",
};

function visible(raw: string): string {
  return raw
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d{1,7});/g, (_, code) => character(Number(code)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code) => character(Number.parseInt(code, 16)))
    .replace(/&([a-z]+);/gi, (all, name: string) => ENTITIES[name.toLowerCase()] ?? all)
    .replace(/\s+/g, " ")
    .trim();
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

function paragraphEnd(lines: Line[], first: number): number {
  const empty = lines.findIndex(({ text }, at) => at > first && text === "");
  return (empty < 0 ? lines.length : empty) - 1;
}

/** Where the text of a document begins, after its head. */
function textStart(text: string, html: boolean): number {
  const body = html ? /<body\b[^>]*>/i.exec(text) : null;
  return body ? body.index + body[0].length : 0;
}

function onTop(there: string, ours: string, html: boolean): string {
  if (!html) return joined("", ours, there);
  if (ours === "") return there;
  const at = textStart(there, html);
  return `${there.slice(0, at)}${ours}<br><br>${there.slice(at)}`;
}

function joined(...parts: string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
}

function asHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br>");
}

const ALONE = new Set(["br", "hr", "img", "input", "meta", "link", "col", "wbr"]);

/** The tags of a piece that begin or end outside of it: without them what is around it would not be whole. */
function unpaired(piece: string): string {
  const closing: string[] = [];
  const open: { name: string; tag: string }[] = [];
  for (const [tag, slash, name = ""] of piece.matchAll(/<(\/?)([a-z][a-z0-9:]*)\b[^>]*>/gi)) {
    const known = name.toLowerCase();
    if (ALONE.has(known) || tag.endsWith("/>")) continue;
    if (slash === "") open.push({ name: known, tag });
    else if (open.at(-1)?.name === known) open.pop();
    else closing.push(tag);
  }
  return [...closing, ...open.map(({ tag }) => tag)].join("");
}
