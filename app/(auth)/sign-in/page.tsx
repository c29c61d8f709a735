import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { SignInForm } from "@/components/auth/sign-in-form";
import { TextLink } from "@/components/ui/text-link";
import { safeNext, withNext } from "@/lib/auth/next";
import { afterSignIn } from "@/lib/auth/recovery";
import { words } from "@/lib/i18n/request";
import { invitationBehind } from "@/lib/members/team-mutations";
import { currentPerson } from "@/lib/supabase/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await words("entry");
  return { title: t("signIn"), description: t("description") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const next = safeNext((await searchParams).next);
  if (await currentPerson()) redirect(await afterSignIn(next));
  const [t, invitation] = await Promise.all([words("entry"), invitationBehind(next)]);
  return (
    <AuthPage
      title={t("welcome")}
      lead={t("welcomeLead")}
      foot={
        <p>
          {t.rich("newHere", {
            link: (text) => <TextLink href={withNext("/sign-up", next)}>{text}</TextLink>,
          })}
        </p>
      }
    >
      <SignInForm next={next} email={invitation?.email ?? ""} />
    </AuthPage>
  );
}
