declare global {
  var __webpack_nonce__: string | undefined;
}

/**
 * Lends the page's nonce to the library that keeps the page still behind a dialog: it writes a
 * <style> element, which the content security policy refuses without one, and it looks for the
 * nonce in this global.
 */
export function adoptNonce(): void {
  if (typeof document === "undefined" || globalThis.__webpack_nonce__) return;
  const script = document.querySelector<HTMLScriptElement>("script[nonce]");
  if (script?.nonce) globalThis.__webpack_nonce__ = script.nonce;
}
