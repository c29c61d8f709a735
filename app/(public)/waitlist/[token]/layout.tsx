import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BrandScope } from "@/components/brand/brand-scope";
import { brandColors } from "@/lib/business/brand";
import { entryByToken } from "@/lib/waitlist/data";

export const metadata: Metadata = {
  title: "Your place on the waiting list",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

interface LayoutProps {
  params: Promise<{ token: string }>;
  children: ReactNode;
}

/** Looks for the entry before anything is sent, so that a link that opens nothing is a real 404. */
export default async function WaitlistLayout({ params, children }: LayoutProps) {
  const entry = await entryByToken((await params).token);
  if (!entry) notFound();
  const { business } = entry;
  return (
    <BrandScope colors={brandColors(business.brandColor)} className="flex min-h-dvh flex-col">
      {children}
      <footer className="border-line border-t text-muted text-sm">
        <p className="gutter mx-auto max-w-3xl py-6">
          Keep this page to yourself: whoever has its link can take your place.{" "}
          <Link href={`/${business.slug}`} className="prose-link">
            {business.name}
          </Link>
        </p>
      </footer>
    </BrandScope>
  );
}
