import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BrandScope } from "@/components/brand/brand-scope";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { Link } from "@/components/ui/link";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { iconPath } from "@/lib/business/app-icon";
import { brandColors } from "@/lib/business/brand";
import { visitorsPage } from "@/lib/business/visitor-data";
import { env } from "@/lib/env";
import { words } from "@/lib/i18n/request";

interface LayoutProps {
  params: Promise<{ business: string }>;
  children: ReactNode;
}

/**
 * Addresses in the pages' heads are whole ones: search engines and other sites read them. Whoever keeps the page on
 * their phone has the business's name and sign there, not ours.
 */
export async function generateMetadata({ params }: Pick<LayoutProps, "params">): Promise<Metadata> {
  const metadataBase = new URL(env().APP_URL);
  const page = await visitorsPage((await params).business);
  if (!page) return { metadataBase };
  const { business } = page;
  return {
    metadataBase,
    applicationName: business.name,
    manifest: `/${business.slug}/manifest.webmanifest`,
    appleWebApp: { capable: true, title: business.name, statusBarStyle: "default" },
    icons: {
      icon: { url: iconPath(business, 192), sizes: "192x192", type: "image/png" },
      apple: { url: iconPath(business, 180), sizes: "180x180" },
    },
    twitter: { card: "summary_large_image" },
  };
}

/** Looks for the business before anything is sent, so that an unknown name is a real 404. */
export default async function BusinessLayout({ params, children }: LayoutProps) {
  const page = await visitorsPage((await params).business);
  if (!page) notFound();
  const { business } = page;
  const t = await words("home");
  const place = business.city
    ? t("place", { name: business.name, city: business.city })
    : business.name;
  return (
    <BrandScope
      colors={brandColors(business.brandColor)}
      className="flex min-h-dvh flex-col has-data-sticky:pb-20 lg:pb-0!"
    >
      {children}
      {/* Links of the foot are seldom followed: not worth two questions to the server from every page. */}
      <footer className="border-line border-t text-muted text-sm print:hidden">
        <div className="gutter mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 py-6">
          <p>
            {t.rich("bookingBy", {
              place,
              link: (name) => (
                <Link href="/" prefetch={false} className="prose-link">
                  {name}
                </Link>
              ),
            })}
          </p>
          <p>
            <Link
              href="/account"
              prefetch={false}
              className="prose-link inline-flex min-h-11 items-center"
            >
              {t("myAppointments")}
            </Link>
          </p>
          <ThemeSwitch />
          <LanguageChoice className="basis-full" />
        </div>
      </footer>
    </BrandScope>
  );
}
