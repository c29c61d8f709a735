import type { EmbedOptions } from "./address.ts";
import { makeButton } from "./script/button.ts";
import { inlineFrame } from "./script/frame.ts";
import { closePopup, openPopup } from "./script/popup.ts";
import { type Site, wordsFor } from "./script/words.ts";

/**
 * The one script that a business puts on its own website, served at /embed.js as a single small file. Each of its tags
 * becomes a frame in the page, a button that opens one above it, or a button in the corner; window.Daybook does the same
 * by hand. It runs on pages that we know nothing of: it adds elements of its own and touches no others.
 */

interface Api {
  /** Opens the booking above the page. */
  open(options: Partial<OpenOptions>): void;
  close(): void;
  /** Puts the booking into an element of the page. */
  inline(target: Element, options: Partial<OpenOptions>): void;
  /** Does what a script tag asks for, once. */
  mount(tag: HTMLScriptElement): void;
}

interface OpenOptions extends EmbedOptions {
  /** The words on the button, and the name of the frame. */
  label: string;
  /** #rrggbb of the button. */
  color: string;
}

const page = window as typeof window & { Daybook?: Api };
const FILE = "/embed.js";

function tags(): HTMLScriptElement[] {
  return [...document.querySelectorAll<HTMLScriptElement>("script[data-business]")].filter(
    ({ src }) => src.split(/[?#]/)[0]!.endsWith(FILE),
  );
}

function start(): void {
  const own = (document.currentScript as HTMLScriptElement | null) ?? tags()[0];
  if (!page.Daybook && own) page.Daybook = makeApi({ host: new URL(own.src).origin });
  // Tags that were parsed while the file was still on its way are done together with the first one.
  for (const tag of new Set([...(own ? [own] : []), ...tags()])) page.Daybook?.mount(tag);
}

function makeApi(site: Site): Api {
  const mounted = new WeakSet<Element>();
  // What a call leaves out is as on the first tag.
  let usual: Partial<OpenOptions> = {};

  const whole = (given: Partial<OpenOptions>): OpenOptions => {
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
    const business = given.business ?? usual.business;
    if (!business) throw new Error("Daybook: which business? (data-business, or {business})");
    // Another business's service or person would not be known there.
    const base = given.business && given.business !== usual.business ? {} : usual;
    const options = { ...base, ...set, business } as OpenOptions;
    options.label ||= wordsFor(options.language).book;
    return options;
  };

  const api: Api = {
    open: (options) => openPopup(site, whole(options)),
    close: closePopup,
    inline: (target, options) => target.append(inlineFrame(site, whole(options))),
    mount(tag) {
      if (mounted.has(tag) || !tag.dataset.business) return;
      mounted.add(tag);
      const own = optionsOf(tag);
      if (!usual.business) usual = own;
      whenParsed(() => put(site, tag, whole(own)));
    },
  };
  // Any link or button of the page may open it: <a href="…" data-daybook-open data-service="cut">
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const opener = event.target instanceof Element && event.target.closest("[data-daybook-open]");
    if (!opener) return;
    event.preventDefault();
    api.open(optionsOf(opener as HTMLElement));
  });
  return api;
}

function put(site: Site, tag: HTMLScriptElement, options: OpenOptions): void {
  const { mode = "inline", target } = tag.dataset;
  const element =
    mode === "inline"
      ? inlineFrame(site, options)
      : makeButton(options, mode === "button", () => openPopup(site, options));
  const place = target ? document.querySelector(target) : null;
  if (place) place.append(element);
  else if (mode === "button" || !document.body.contains(tag)) document.body.append(element);
  else tag.after(element);
}

function optionsOf({ dataset }: HTMLElement): Partial<OpenOptions> {
  const { business, service, staff, date, language, theme, label, color } = dataset;
  return {
    ...(business ? { business } : {}),
    service,
    staff,
    date,
    language,
    theme: theme as OpenOptions["theme"],
    ...(label ? { label } : {}),
    ...(color ? { color } : {}),
  };
}

function whenParsed(act: () => void): void {
  if (document.readyState !== "loading") act();
  else document.addEventListener("DOMContentLoaded", act, { once: true });
}

start();
