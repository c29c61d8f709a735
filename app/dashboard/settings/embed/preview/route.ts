import { z } from "zod";
import { snippet } from "@/lib/embed/snippet";
import { findMember } from "@/lib/supabase/session";

const slug = z.string().regex(/^[a-z0-9-]{1,60}$/);
const asked = z.object({
  business: slug,
  service: slug.optional(),
  staff: slug.optional(),
  mode: z.enum(["inline", "popup", "button"]).default("inline"),
  language: z.enum(["en", "de", "fr", "es", "ar"]).optional(),
  theme: z.enum(["light", "dark", "auto"]).default("light"),
  label: z.string().max(60).default(""),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .default("#7c5c3e"),
});

/** GET: a sketch of somebody's website with the very tag in it that the settings page offers to copy. */
export async function GET(request: Request): Promise<Response> {
  if (!(await findMember("manager"))) return new Response(null, { status: 404 });
  const query = new URL(request.url).searchParams;
  const input = asked.safeParse(Object.fromEntries([...query].filter(([, value]) => value !== "")));
  if (!input.success) return new Response(null, { status: 400 });
  const nonce = request.headers.get("x-nonce") ?? "";
  const dark = input.data.theme === "dark";
  const tag = snippet("", input.data).replace("<script", `<script nonce="${nonce}"`);
  return new Response(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Your website</title>
<style nonce="${nonce}">
body { margin: 0; padding: 24px; background: ${dark ? "#222" : "#fff"}; color: ${dark ? "#ddd" : "#333"}; font: 16px/1.5 system-ui, sans-serif }
i { display: block; height: 12px; margin: 12px 0; border-radius: 6px; background: ${dark ? "#444" : "#e4e4e4"} }
.head { width: 40%; height: 24px }
.short { width: 65% }
</style>
</head>
<body>
<i class="head"></i><i></i><i class="short"></i>
${tag}
<i></i><i></i><i class="short"></i>
</body>
</html>`,
    { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } },
  );
}
