/**
 * The content security policy of every page: scripts only with this response's nonce, nothing from other hosts,
 * no plug-ins.
 * @param nonce random per response
 * @param ancestors who may show the page in a frame (lib/http/framing.ts)
 * @param development allows what hot reloading needs
 */
export function contentSecurityPolicy(
  nonce: string,
  ancestors: string,
  development: boolean,
): string {
  const rules: Record<string, string> = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src-elem": `'self' 'nonce-${nonce}'${development ? " 'unsafe-inline'" : ""}`,
    // Positions and brand colours are set on elements; a style attribute cannot run anything.
    "style-src-attr": "'unsafe-inline'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": `'self'${development ? " ws:" : ""}`,
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": ancestors,
    "manifest-src": "'self'",
    "worker-src": "'self'",
  };
  if (development) rules["style-src-elem"] = "'self' 'unsafe-inline'";
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
