import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { ForgotForm } from "@/components/auth/forgot-form";
import { TextLink } from "@/components/ui/text-link";
import { words } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("newPassword"), robots: { index: false } };
}

export default async function ForgotPage() {
  const t = await words("entry");
  return (
    <AuthPage
      title={t("aNewPassword")}
      lead={t("forgotLead")}
      foot={
        <p>{t.rich("cameBack", { link: (text) => <TextLink href="/sign-in">{text}</TextLink> })}</p>
      }
    >
      <ForgotForm />
    </AuthPage>
  );
}
