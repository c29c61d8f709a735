import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BrandScope } from "@/components/brand/brand-scope";
import { bookingByToken } from "@/lib/bookings/data";
import { brandColors } from "@/lib/business/brand";

export const metadata: Metadata = {
  title: "Your appointment",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

interface LayoutProps {
  params: Promise<{ token: string }>;
  children: ReactNode;
}

/** Looks for the booking before anything is sent, so that a link that opens nothing is a real 404. */
export default async function ManageLayout({ params, children }: LayoutProps) {
  const found = await bookingByToken((await params).token);
  if (!found) notFound();
  const { business } = found.booking;
  return (
    <BrandScope colors={brandColors(business.brandColor)} className="flex min-h-dvh flex-col">
      {children}
      <footer className="border-line border-t text-muted text-sm print:hidden">
        <p className="gutter mx-auto max-w-3xl py-6">
          Keep this page to yourself: whoever has its link can change the appointment.{" "}
          <Link href={`/${business.slug}`} className="prose-link">
            {business.name}
          </Link>
        </p>
      </footer>
    </BrandScope>
  );
}
