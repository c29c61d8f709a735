import type { EmbedOptions } from "../address.ts";
import { makeFrame, say } from "./frame.ts";
import { make, shadowed } from "./style.ts";
import { type Site, wordsFor } from "./words.ts";

/** How long a closed window keeps its page: whoever closed it by mistake finds it as it was. */
const KEEP_MS = 2 * 60_000;

const CSS = `
dialog {
  box-sizing: border-box;
  width: min(66rem, calc(100vw - 2rem));
  height: min(52rem, calc(100dvh - 2rem));
  max-width: none;
  max-height: none;
  margin: auto;
  padding: 0;
  border: 0;
  border-radius: 16px;
  overflow: hidden;
  background: #faf8f4;
  box-shadow: 0 12px 48px #0005;
}
dialog[open] { display: flex; flex-direction: column }
dialog.dark { background: #191613; color: #eee }
dialog::backdrop { background: #1a1c2473 }
iframe { flex: 1; min-height: 0 }
button {
  align-self: flex-end;
  width: 48px;
  height: 48px;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: 400 28px/1 system-ui, sans-serif;
  cursor: pointer;
}
button:focus-visible { outline: 2px solid currentColor; outline-offset: -6px; border-radius: 10px }
@media (max-width: 40rem) {
  dialog { width: 100vw; height: 100dvh; border-radius: 0 }
}
@media (prefers-color-scheme: dark) {
  dialog.auto { background: #191613; color: #eee }
}
`;

interface Popup {
  key: string;
  host: HTMLElement;
  dialog: HTMLDialogElement;
  /** What had the focus before. */
  opener: Element | null;
  unlock: () => void;
  forget?: ReturnType<typeof setTimeout>;
  end(): void;
}

let popup: Popup | null = null;

/** Opens the booking above the page: a modal dialog, on phones the whole screen. */
export function openPopup(site: Site, options: EmbedOptions & { label: string }): void {
  const key = JSON.stringify(options);
  if (popup && popup.key !== key) popup.end();
  popup ??= build(site, options, key);
  if (popup.dialog.open) return;
  clearTimeout(popup.forget);
  popup.opener = focused();
  popup.unlock = lockScroll();
  popup.dialog.showModal();
  say("opened", popup.host);
}

/** Closes it; the focus goes back to where it was. */
export function closePopup(): void {
  popup?.dialog.close();
}

function build(site: Site, options: EmbedOptions & { label: string }, key: string): Popup {
  const words = wordsFor(options.language);
  const close = make("button", { type: "button", textContent: "×" });
  close.setAttribute("aria-label", words.close);
  const { frame, end } = makeFrame(site, options, ({ type }) => {
    if (type === "close") dialog.close();
  });
  const dialog = make("dialog", { className: options.theme ?? "light", dir: words.dir });
  dialog.setAttribute("aria-label", options.label);
  dialog.setAttribute("aria-modal", "true");
  dialog.append(close, frame);
  const host = shadowed(CSS, dialog);
  document.body.append(host);
  const unlock = () => {
    made.unlock();
    made.unlock = () => {};
  };
  const made: Popup = {
    key,
    host,
    dialog,
    opener: null,
    unlock: () => {},
    end() {
      clearTimeout(made.forget);
      unlock();
      end();
      host.remove();
      if (popup === made) popup = null;
    },
  };
  close.onclick = () => dialog.close();
  // Beside the window; what is inside it has another target.
  dialog.onclick = ({ target }) => {
    if (target === dialog) dialog.close();
  };
  dialog.onclose = () => {
    unlock();
    if (made.opener instanceof HTMLElement) made.opener.focus({ preventScroll: true });
    made.forget = setTimeout(() => made.end(), KEEP_MS);
    say("closed", host);
  };
  return made;
}

/** What has the focus, also inside of shadow roots. */
function focused(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

/** The page behind stands still, without a jump where its scroll bar was. @returns what undoes it */
function lockScroll(): () => void {
  const { documentElement: root } = document;
  const { overflow, paddingInlineEnd } = root.style;
  const bar = innerWidth - root.clientWidth;
  root.style.overflow = "hidden";
  if (bar > 0) root.style.paddingInlineEnd = `${bar}px`;
  return () => Object.assign(root.style, { overflow, paddingInlineEnd });
}
