import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BrandScope } from "@/components/brand/brand-scope";
import { LanguageChoice } from "@/components/i18n/language-choice";
import { PreferencesForm } from "@/components/notifications/preferences-form";
import { TextLink } from "@/components/ui/text-link";
import { brandColors } from "@/lib/business/brand";
import { requestVoice } from "@/lib/i18n/request";
import { preferencesByToken } from "@/lib/notifications/preferences";
import { preferencesWords } from "@/lib/notifications/preferences-words.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await requestVoice();
  return {
    title: preferencesWords(language, "").title,
    robots: { index: false },
    referrer: "no-referrer",
  };
}

export default async function PreferencesPage({ params }: PageProps<"/preferences/[token]">) {
  const { token } = await params;
  const stored = await preferencesByToken(token);
  if (!stored) notFound();
  const { business } = stored;
  const { language } = await requestVoice();
  const say = preferencesWords(language, business.name, stored.browsers);
  return (
    <BrandScope colors={brandColors(business.brandColor)} className="flex min-h-dvh flex-col">
      <main id="main" className="gutter mx-auto w-full max-w-xl flex-1 space-y-8 py-12">
        <div className="space-y-2">
          <p>
            <TextLink href={`/${business.slug}`}>{business.name}</TextLink>
          </p>
          <h1 className="font-display text-2xl">{say.title}</h1>
          <p className="text-lg text-muted">{say.intro}</p>
        </div>
        <PreferencesForm token={token} stored={stored} say={say} />
        <LanguageChoice className="border-line border-t pt-4 text-muted text-sm" />
      </main>
    </BrandScope>
  );
}
