import type { Metadata } from "next";
import { AcceptInvitation } from "@/components/auth/accept-invitation";
import { AuthPage } from "@/components/auth/auth-page";
import { ButtonLink } from "@/components/ui/button";
import { withNext } from "@/lib/auth/next";
import { invitationOf } from "@/lib/members/team-mutations";
import { currentPerson } from "@/lib/supabase/session";

export const metadata: Metadata = {
  title: "Invitation",
  robots: { index: false },
  referrer: "no-referrer",
};

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const [invitation, person] = await Promise.all([invitationOf(token), currentPerson()]);
  if (!invitation) {
    return (
      <AuthPage
        title="This invitation is over"
        lead="It was used, taken back, or is too old. Ask whoever invited you for a new one."
      >
        {person && <ButtonLink href="/dashboard">To your diary</ButtonLink>}
      </AuthPage>
    );
  }
  const here = `/invite/${token}`;
  if (!person) {
    return (
      <AuthPage
        title={`Join ${invitation.business}`}
        lead={`Sign in with ${invitation.email}, or make an account with this address, and you are in.`}
      >
        <div className="flex flex-wrap gap-3">
          <ButtonLink href={withNext("/sign-up", here)} variant="primary" size="lg">
            I am new here
          </ButtonLink>
          <ButtonLink href={withNext("/sign-in", here)} size="lg">
            I have an account
          </ButtonLink>
        </div>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={`Join ${invitation.business}`} lead={`You are signed in as ${person.email}.`}>
      <AcceptInvitation
        token={token}
        business={invitation.business}
        invited={invitation.email}
        mine={person.email.toLowerCase() === invitation.email}
      />
    </AuthPage>
  );
}
