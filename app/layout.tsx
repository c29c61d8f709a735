import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { EVERYWHERE, Speak } from "@/components/i18n/speak";
import { OfflineCompanion } from "@/components/offline/companion";
import { SkipLink } from "@/components/ui/skip-link";
import { ToastProvider } from "@/components/ui/toast";
import { frameTheme } from "@/lib/embed/address";
import { env } from "@/lib/env";
import { directionOf } from "@/lib/i18n/languages";
import { requestVoice, words } from "@/lib/i18n/request";
import { fontVariables } from "./fonts";
import "./globals.css";

const metadata: Metadata = {
  title: { default: "Daybook", template: "%s · Daybook" },
  applicationName: "Daybook",
  icons: {
    icon: [
      { url: "/icons/icon.svg", type: "image/svg+xml" },
      { url: "/icons/icon-32.png", sizes: "32x32", type: "image/png" },
    ],
    apple: { url: "/icons/apple-touch-icon.png", sizes: "180x180" },
  },
  appleWebApp: { capable: true, title: "Daybook", statusBarStyle: "default" },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export async function generateMetadata(): Promise<Metadata> {
  return { ...metadata, description: (await words("landing"))("description") };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf8f4" },
    { media: "(prefers-color-scheme: dark)", color: "#191613" },
  ],
};

/** The chosen theme, if the visitor chose one; otherwise the device decides. */
async function chosenTheme(): Promise<"light" | "dark" | undefined> {
  const value = (await cookies()).get("theme")?.value;
  return value === "light" || value === "dark" ? value : undefined;
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ language, locale }, head] = await Promise.all([requestVoice(), headers()]);
  // In a frame no cookie arrives: the address says the theme, and nothing is kept for a day without a network.
  const framed = frameTheme(head.get("x-pathname") ?? "");
  const theme = framed === null ? await chosenTheme() : framed;
  return (
    <html lang={language} dir={directionOf(language)} data-theme={theme} className={fontVariables}>
      <body>
        <Speak words={EVERYWHERE}>
          <SkipLink />
          <ToastProvider>
            <OfflineCompanion
              locale={locale}
              enabled={env().NODE_ENV === "production" && framed === null}
            />
            {children}
          </ToastProvider>
        </Speak>
      </body>
    </html>
  );
}
