import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BrandScope } from "@/components/brand/brand-scope";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { Link } from "@/components/ui/link";
import { bookingByToken } from "@/lib/bookings/data";
import { brandColors } from "@/lib/business/brand";
import { words } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await words("manage"))("page"),
    robots: { index: false, follow: false },
    referrer: "no-referrer",
  };
}

interface LayoutProps {
  params: Promise<{ token: string }>;
  children: ReactNode;
}

/** Looks for the booking before anything is sent, so that a link that opens nothing is a real 404. */
export default async function ManageLayout({ params, children }: LayoutProps) {
  const found = await bookingByToken((await params).token);
  if (!found) notFound();
  const { business } = found.booking;
  const t = await words("manage");
  return (
    <BrandScope
      colors={brandColors(business.brandColor)}
      className="group/page flex min-h-dvh flex-col"
    >
      {children}
      <footer className="border-line border-t text-muted text-sm print:hidden">
        {/* As wide as the page above it: where a time is chosen, there is more in a row. */}
        <div className="gutter mx-auto max-w-3xl space-y-4 py-6 group-has-[main.max-w-6xl]/page:max-w-6xl">
          <p>
            {t("keepToYourself")}{" "}
            <Link href={`/${business.slug}`} className="prose-link">
              {business.name}
            </Link>
          </p>
          <LanguageChoice />
        </div>
      </footer>
    </BrandScope>
  );
}
