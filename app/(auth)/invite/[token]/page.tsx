import type { Metadata } from "next";
import { AcceptInvitation } from "@/components/auth/accept-invitation";
import { AuthPage } from "@/components/auth/auth-page";
import { Speak } from "@/components/i18n/speak";
import { ButtonLink } from "@/components/ui/button";
import { withNext } from "@/lib/auth/next";
import { words } from "@/lib/i18n/request";
import { invitationOf } from "@/lib/members/team-mutations";
import { currentPerson } from "@/lib/supabase/session";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await words("entry"))("invitation"),
    robots: { index: false },
    referrer: "no-referrer",
  };
}

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const [invitation, person, t] = await Promise.all([
    invitationOf(token),
    currentPerson(),
    words("entry"),
  ]);
  if (!invitation) {
    return (
      <AuthPage title={t("invitationOver")} lead={t("invitationOverLead")}>
        {person ? (
          <ButtonLink href="/dashboard">{t("toDiary")}</ButtonLink>
        ) : (
          <ButtonLink href="/sign-in">{t("toSignIn")}</ButtonLink>
        )}
      </AuthPage>
    );
  }
  const here = `/invite/${token}`;
  if (!person) {
    return (
      <AuthPage
        title={t("join", { business: invitation.business })}
        lead={t("joinLead", { email: invitation.email })}
      >
        <div className="flex flex-wrap gap-3">
          <ButtonLink href={withNext("/sign-up", here)} variant="primary" size="lg">
            {t("amNew")}
          </ButtonLink>
          <ButtonLink href={withNext("/sign-in", here)} size="lg">
            {t("amKnown")}
          </ButtonLink>
        </div>
      </AuthPage>
    );
  }
  return (
    <AuthPage
      title={t("join", { business: invitation.business })}
      lead={t("signedInAs", { email: person.email })}
    >
      <Speak words={["refusals"]}>
        <AcceptInvitation
          token={token}
          business={invitation.business}
          invited={invitation.email}
          mine={person.email.toLowerCase() === invitation.email}
        />
      </Speak>
    </AuthPage>
  );
}
