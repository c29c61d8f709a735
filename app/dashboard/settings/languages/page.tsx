import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { SettingsTabs } from "@/components/dashboard/settings/settings-tabs";
import { TranslationsForm } from "@/components/dashboard/settings/translations-form";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { translatables } from "@/lib/business/translating";
import { isLanguage, languages, nameOf } from "@/lib/i18n/languages";
import { languageOfLocale } from "@/lib/i18n/negotiate";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Languages" };

export default async function LanguagesPage({
  searchParams,
}: PageProps<"/dashboard/settings/languages">) {
  const { db, businessId, membership } = await requireMember(
    "/dashboard/settings/languages",
    "manager",
  );
  const others = languages.filter((one) => one !== languageOfLocale(membership.locale));
  const { language: wish } = await searchParams;
  const language = isLanguage(wish) && others.includes(wish) ? wish : others[0]!;
  return (
    <DashboardPage>
      <PageHeader
        title="Settings"
        description="Your page speaks five languages by itself. Here you say in them what you have written yourself."
      />
      <SettingsTabs here="languages" />
      <NavTabs
        label="Language"
        items={others.map((one) => ({
          href: `/dashboard/settings/languages?language=${one}`,
          label: <span lang={one}>{nameOf(one)}</span>,
          current: one === language,
        }))}
      />
      <TranslationsForm
        key={language}
        businessId={businessId}
        language={language}
        texts={await translatables(db, businessId, language)}
      />
    </DashboardPage>
  );
}
