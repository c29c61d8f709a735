import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BrandScope } from "@/components/brand/brand-scope";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { Link } from "@/components/ui/link";
import { brandColors } from "@/lib/business/brand";
import { words } from "@/lib/i18n/request";
import { entryByToken } from "@/lib/waitlist/data";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await words("place"))("page"),
    robots: { index: false, follow: false },
    referrer: "no-referrer",
  };
}

interface LayoutProps {
  params: Promise<{ token: string }>;
  children: ReactNode;
}

/** Looks for the entry before anything is sent, so that a link that opens nothing is a real 404. */
export default async function WaitlistLayout({ params, children }: LayoutProps) {
  const entry = await entryByToken((await params).token);
  if (!entry) notFound();
  const { business } = entry;
  const t = await words("place");
  return (
    <BrandScope colors={brandColors(business.brandColor)} className="flex min-h-dvh flex-col">
      {children}
      <footer className="border-line border-t text-muted text-sm">
        <div className="gutter mx-auto max-w-3xl space-y-4 py-6">
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
