import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { ResetForm } from "@/components/auth/reset-form";
import { mayChoosePassword } from "@/lib/auth/recovery";
import { words } from "@/lib/i18n/request";
import { currentPerson } from "@/lib/supabase/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("newPassword"), robots: { index: false } };
}

export default async function ResetPage() {
  const person = await currentPerson();
  if (!person || !(await mayChoosePassword())) redirect("/forgot");
  const t = await words("entry");
  return (
    <AuthPage title={t("aNewPassword")} lead={t("resetLead", { email: person.email })}>
      <ResetForm email={person.email} />
    </AuthPage>
  );
}
