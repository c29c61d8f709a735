import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BrandScope } from "@/components/brand/brand-scope";
import { PASS_ESCAPE } from "@/components/embed/escape";
import { Frame } from "@/components/embed/frame";
import { brandColors } from "@/lib/business/brand";
import { visitorsPage } from "@/lib/business/visitor-data";
import { env } from "@/lib/env";
import { words } from "@/lib/i18n/request";
import { nonce } from "../../visitor";

interface LayoutProps {
  params: Promise<{ business: string }>;
  children: ReactNode;
}

/** What is framed elsewhere is no page of its own for search engines. */
export function generateMetadata(): Metadata {
  return { metadataBase: new URL(env().APP_URL), robots: { index: false, follow: true } };
}

/** The booking pages in a frame on the business's own website: no head or foot of ours, as high as what they hold. */
export default async function FrameLayout({ params, children }: LayoutProps) {
  const page = await visitorsPage((await params).business);
  if (!page) notFound();
  const { business } = page;
  const t = await words("home");
  return (
    <BrandScope colors={brandColors(business.brandColor)}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
      <script nonce={await nonce()} dangerouslySetInnerHTML={{ __html: PASS_ESCAPE }} />
      <div data-framed>
        <Frame>
          {children}
          <p className="px-4 pt-2 pb-4 text-muted text-sm sm:px-6">
            {t.rich("bookingBy", {
              place: business.name,
              link: (text) => (
                <a href="/" target="_blank" rel="noopener" className="prose-link">
                  {text}
                </a>
              ),
            })}
          </p>
        </Frame>
      </div>
    </BrandScope>
  );
}
