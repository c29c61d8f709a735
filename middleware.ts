import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { contentSecurityPolicy } from "@/lib/http/csp";
import { framing } from "@/lib/http/framing";
import { linkLanguageCookie } from "@/lib/i18n/cookie";
import { isLanguage, LINK_LANGUAGE_COOKIE } from "@/lib/i18n/languages";
import { sessionCookie } from "@/lib/supabase/cookie";

/**
 * Refreshes the session's cookies and gives every page its nonce. It decides nothing about rights: each page and each
 * action asks the session gate itself.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  // No first part of an address has capitals: whoever types "Lotus-Hair" from a card means the same business.
  const { pathname } = request.nextUrl;
  const first = /^\/([\w-]*[A-Z][\w-]*)(?=\/|$)/.exec(pathname);
  if (first) {
    const meant = request.nextUrl.clone();
    meant.pathname = first[0].toLowerCase() + pathname.slice(first[0].length);
    return NextResponse.redirect(meant, 308);
  }
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const policy = contentSecurityPolicy(
    nonce,
    await framing(request.nextUrl.pathname),
    env().NODE_ENV === "development",
  );
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-pathname", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);

  let response = NextResponse.next({ request: { headers } });
  if (request.cookies.getAll().some(({ name }) => name.startsWith("daybook-session"))) {
    const client = createServerClient(
      env().NEXT_PUBLIC_SUPABASE_URL,
      env().NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
      {
        cookieOptions: sessionCookie(env().APP_URL),
        cookies: {
          getAll: () => request.cookies.getAll(),
          setAll: (written) => {
            // The page that renders next reads the refreshed cookies from the request, the browser from the response.
            for (const { name, value } of written) request.cookies.set(name, value);
            headers.set("cookie", request.cookies.toString());
            response = NextResponse.next({ request: { headers } });
            for (const { name, value, options } of written)
              response.cookies.set(name, value, options);
          },
        },
      },
    );
    try {
      await client.auth.getUser();
    } catch {
      // The auth server is away: public pages still work, and the gate will say so where a session is needed.
    }
  }
  // A link that names a language speaks for the pages after it too; the choice from the list outlives it.
  const asked = request.nextUrl.searchParams.get("lang");
  const framed = request.nextUrl.pathname.startsWith("/embed/");
  if (isLanguage(asked) && !framed && request.cookies.get(LINK_LANGUAGE_COOKIE)?.value !== asked) {
    response.cookies.set(linkLanguageCookie(asked));
  }
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  runtime: "nodejs",
  // The JSON API and static files have no page to protect and no session to refresh.
  matcher: [
    "/((?!_next/static|_next/image|api/availability|api/bookings|api/holds|api/health|icons/|sw\\.js|embed\\.js|favicon.ico|.*\\.(?:png|svg|webmanifest|ico|txt)$).*)",
  ],
};
