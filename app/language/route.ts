import { NextResponse } from "next/server";
import { safePath } from "@/lib/auth/next";
import { languageCookie } from "@/lib/i18n/cookie";
import { isLanguage, LINK_LANGUAGE_COOKIE } from "@/lib/i18n/languages";

/** Keeps the language that a visitor chooses and shows their page again. Fields: language, to (its path). */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const to = new URL(safePath(form.get("to")) || "/", "http://here.invalid");
  // The address spoke for the language that it names; the choice is newer.
  to.searchParams.delete("lang");
  const answer = new NextResponse(null, {
    status: 303,
    headers: { location: to.pathname + to.search, "cache-control": "no-store" },
  });
  const language = form.get("language");
  if (isLanguage(language)) {
    answer.cookies.set(languageCookie(language));
    answer.cookies.delete(LINK_LANGUAGE_COOKIE);
  }
  return answer;
}
