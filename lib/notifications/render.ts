import { escapeHtml } from "./escape.ts";
import type { Voice } from "./language.ts";
import type { Letter } from "./letter.ts";
import { type Palette, paletteFor } from "./palette.ts";

/** Whose letter it is. */
export interface Sender {
  name: string;
  brandColor: string;
  /** The line at the very end: why somebody gets this. */
  footer: string;
  /** Where the reader chooses what to hear. */
  choices?: { label: string; url: string };
}

const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const SERIF = "Georgia,'Times New Roman',serif";

// Grounds and inks of both themes; they follow app/globals.css as closely as sRGB allows.
const light = {
  ground: "#f7f4ef",
  card: "#fffdfa",
  ink: "#22262e",
  soft: "#5d6068",
  line: "#e5dfd6",
};
const dark = {
  ground: "#191613",
  card: "#2a2622",
  ink: "#ece8e1",
  soft: "#b3ada4",
  line: "#433d37",
};

/**
 * A letter as HTML for mail programs: tables and inline styles only (many drop style elements), nothing fetched from
 * anywhere, readable in dark mode. Every word is escaped, and what people wrote has its own writing direction.
 */
export function renderHtml(letter: Letter, sender: Sender, voice: Voice): string {
  const palette = paletteFor(sender.brandColor);
  const body = [
    heading(letter.heading, voice),
    ...letter.intro.map((text) => paragraph(text, "ink", voice.direction)),
    facts(letter, palette, voice),
    quote(letter, voice),
    button(letter, palette),
    ...letter.closing.map((text) => paragraph(text, "soft", voice.direction)),
    letter.policy ? paragraph(letter.policy, "soft", "auto") : "",
  ];
  return `<!doctype html>
<html lang="${voice.language}" dir="${voice.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<style>${darkStyles(palette)}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${light.ground};">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${escapeHtml(letter.preheader)}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${light.ground};">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">
<tr><td class="brand" style="padding:0 4px 14px;font:600 16px/24px ${SANS};color:${palette.ink.light};"><bdi>${escapeHtml(sender.name)}</bdi></td></tr>
<tr><td class="card" style="background:${light.card};border:1px solid ${light.line};border-top:4px solid ${palette.accent.light};border-radius:10px;padding:28px 28px 20px;">
${body.filter((part) => part !== "").join("\n")}
</td></tr>
<tr><td class="soft" style="padding:16px 4px 0;font:400 13px/20px ${SANS};color:${light.soft};">${escapeHtml(sender.footer)}${choices(sender)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** The same letter as plain text. */
export function renderText(letter: Letter, sender: Sender): string {
  const width = Math.max(...letter.facts.map(({ label }) => label.length)) + 2;
  const table = letter.facts.flatMap(({ label, lines }) =>
    lines.map((line, index) =>
      `${(index === 0 ? `${label}:` : "").padEnd(width)}${line}`.trimEnd(),
    ),
  );
  const blocks = [
    letter.heading,
    ...letter.intro,
    table.join("\n"),
    letter.quote ? `${letter.quote.label}:\n${letter.quote.text.replace(/^/gm, "> ")}` : "",
    letter.action ? `${letter.action.label}:\n${letter.action.url}` : "",
    ...letter.closing,
    letter.policy ?? "",
    // The mark that mail programs know the end of a letter by.
    `-- \n${sender.name}\n${sender.footer}${sender.choices ? `\n${sender.choices.label}: ${sender.choices.url}` : ""}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function heading(text: string, voice: Voice): string {
  return `<h1 class="ink" dir="${voice.direction}" style="margin:0 0 12px;font:400 26px/32px ${SERIF};color:${light.ink};">${escapeHtml(text)}</h1>`;
}

function paragraph(text: string, tone: "ink" | "soft", direction: "ltr" | "rtl" | "auto"): string {
  const size = tone === "ink" ? "16px/24px" : "14px/21px";
  return `<p class="${tone}" dir="${direction}" style="margin:0 0 14px;font:400 ${size} ${SANS};color:${light[tone]};">${linesOf(text)}</p>`;
}

function facts(letter: Letter, palette: Palette, { direction }: Voice): string {
  if (letter.facts.length === 0) return "";
  const rows = letter.facts.map(({ label, lines, strong = 0 }) => {
    const value = lines.map((line, index) => {
      const stands = index < strong;
      const style = stands
        ? `font-weight:600;color:${palette.ink.light};`
        : `font-weight:400;color:${light.ink};`;
      return `<div class="${stands ? "brand" : "ink"}" style="${style}"><bdi>${escapeHtml(line)}</bdi></div>`;
    });
    return `<tr><td class="soft line" width="92" valign="top" style="padding:${direction === "rtl" ? "9px 0 9px 12px" : "9px 12px 9px 0"};border-top:1px solid ${light.line};font:400 14px/22px ${SANS};color:${light.soft};"><bdi>${escapeHtml(label)}</bdi></td><td class="line" valign="top" style="padding:9px 0;border-top:1px solid ${light.line};font:400 16px/22px ${SANS};overflow-wrap:anywhere;word-break:break-word;">${value.join("")}</td></tr>`;
  });
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:6px 0 20px;">${rows.join("")}</table>`;
}

function quote(letter: Letter, { direction }: Voice): string {
  if (!letter.quote) return "";
  const { label, text } = letter.quote;
  const side = direction === "rtl" ? "right" : "left";
  return `<p class="soft" style="margin:0 0 4px;font:400 14px/21px ${SANS};color:${light.soft};">${escapeHtml(label)}</p><blockquote class="ink line" dir="auto" style="margin:0 0 18px;padding-${side}:14px;border-${side}:3px solid ${light.line};font:400 16px/24px ${SANS};color:${light.ink};">${linesOf(text)}</blockquote>`;
}

function button(letter: Letter, palette: Palette): string {
  if (!letter.action) return "";
  const { label, url } = letter.action;
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px;"><tr><td class="button" bgcolor="${palette.accent.light}" style="border-radius:6px;background:${palette.accent.light};"><a class="button" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 22px;font:600 16px/22px ${SANS};color:${palette.onAccent.light};text-decoration:none;border-radius:6px;">${escapeHtml(label)}</a></td></tr></table>`;
}

function choices({ choices }: Sender): string {
  if (!choices) return "";
  return `<br><a class="soft" href="${escapeHtml(choices.url)}" style="color:${light.soft};">${escapeHtml(choices.label)}</a>`;
}

function linesOf(text: string): string {
  return escapeHtml(text).replaceAll("\n", "<br>");
}

function darkStyles(palette: Palette): string {
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.ground{background:${dark.ground}!important}
.card{background:${dark.card}!important;border-color:${dark.line}!important;border-top-color:${palette.accent.dark}!important}
.ink{color:${dark.ink}!important}
.soft{color:${dark.soft}!important}
.line{border-color:${dark.line}!important}
.brand{color:${palette.ink.dark}!important}
.button{background:${palette.accent.dark}!important;color:${palette.onAccent.dark}!important}
}`;
}
