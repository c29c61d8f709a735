import { make, shadowed, textOn } from "./style.ts";

const CSS = `
button {
  font: 500 1rem/1.25 system-ui, sans-serif;
  min-height: 48px;
  padding: 0.75rem 1.5rem;
  border: 1px solid #0003;
  border-radius: 10px;
  cursor: pointer;
}
button:hover { filter: brightness(0.92) }
button:focus-visible { outline: 3px solid currentColor; outline-offset: -6px }
.corner {
  position: fixed;
  z-index: 2147483000;
  inset-block-end: max(1rem, env(safe-area-inset-bottom));
  inset-inline-end: 1rem;
  border-radius: 999px;
  box-shadow: 0 4px 16px #0003;
}
@media print { .corner { display: none } }
`;

/** A button in the business's colour, in its place or in the corner of the window. */
export function makeButton(
  { label, color }: { label: string; color?: string },
  corner: boolean,
  onPress: () => void,
): HTMLElement {
  const button = make("button", { type: "button", textContent: label, onclick: onPress });
  if (corner) button.className = "corner";
  const paint = /^#[0-9a-f]{6}$/i.test(color ?? "") ? color! : "#2f4a7c";
  button.style.background = paint;
  button.style.color = textOn(paint);
  button.setAttribute("aria-haspopup", "dialog");
  return shadowed(CSS, button);
}
