import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { ResetForm } from "@/components/auth/reset-form";
import { mayChoosePassword } from "@/lib/auth/recovery";
import { currentPerson } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "New password", robots: { index: false } };

export default async function ResetPage() {
  const person = await currentPerson();
  if (!person || !(await mayChoosePassword())) redirect("/forgot");
  return (
    <AuthPage
      title="A new password"
      lead={`For ${person.email}. Other devices are signed out when you save it.`}
    >
      <ResetForm email={person.email} />
    </AuthPage>
  );
}
