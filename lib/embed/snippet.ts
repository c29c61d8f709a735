import type { EmbedOptions } from "./address.ts";

/** In the flow of the page, behind a button in the flow, or behind a button in the corner of the window. */
export type EmbedMode = "inline" | "popup" | "button";

export interface SnippetOptions extends EmbedOptions {
  mode: EmbedMode;
  /** The button's words; "" = the script's own, in the visitor's language. */
  label: string;
  /** The button's colour, #rrggbb. */
  color: string;
}

/** The script tag that a business puts into its website, one attribute for each thing that is not as usual. */
export function snippet(host: string, options: SnippetOptions): string {
  const attributes: [string, string | undefined][] = [
    ["src", `${host}/embed.js`],
    ["data-business", options.business],
    ["data-service", options.service],
    ["data-staff", options.staff],
    ["data-mode", options.mode],
    ["data-language", options.language],
    ["data-theme", options.theme === "light" ? undefined : options.theme],
    ["data-label", options.label.trim()],
    ["data-color", options.mode === "inline" ? undefined : options.color],
  ];
  const written = attributes.flatMap(([name, value]) =>
    value ? [`${name}="${escapeAttribute(value)}"`] : [],
  );
  return `<script ${written.join(" ")} async></script>`;
}

function escapeAttribute(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
