import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { TextLink } from "@/components/ui/text-link";
import { safeNext, withNext } from "@/lib/auth/next";
import { words } from "@/lib/i18n/request";
import { invitationBehind } from "@/lib/members/team-mutations";
import { currentPerson } from "@/lib/supabase/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("newAccount"), robots: { index: false } };
}

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const wish = safeNext((await searchParams).next);
  // Whoever comes without a wish comes from "Open your book".
  const next = wish || "/start";
  if (await currentPerson()) redirect(next);
  const [t, invitation] = await Promise.all([words("entry"), invitationBehind(next)]);
  // Customers come here for their own appointments, and have no business to open.
  const opens = next.startsWith("/start") || next.startsWith("/dashboard");
  return (
    <AuthPage
      title={opens ? t("openBook") : t("newAccount")}
      lead={
        invitation
          ? t("joinLead", { email: invitation.email })
          : opens
            ? t("openBookLead")
            : t("accountLead")
      }
      foot={
        <p>
          {t.rich("haveAccount", {
            link: (text) => <TextLink href={withNext("/sign-in", wish)}>{text}</TextLink>,
          })}
        </p>
      }
    >
      <SignUpForm next={next} email={invitation?.email ?? ""} />
    </AuthPage>
  );
}
