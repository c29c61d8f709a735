import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { LinkForm } from "@/components/auth/link-form";
import { ButtonLink } from "@/components/ui/button";
import { safeNext } from "@/lib/auth/next";
import { confirmLink } from "@/lib/auth/schema";

export const metadata: Metadata = {
  title: "Confirm",
  robots: { index: false },
  // The link is a secret until it is spent.
  referrer: "no-referrer",
};

const words = {
  signup: {
    title: "Is this you?",
    lead: "One press and your address is confirmed.",
    label: "Confirm my address",
  },
  magiclink: { title: "Is this you?", lead: "One press and you are signed in.", label: "Sign in" },
  recovery: {
    title: "A new password",
    lead: "One press, and you can choose a new password.",
    label: "Choose a new password",
  },
  email_change: {
    title: "Your new address",
    lead: "One press and your account uses this address.",
    label: "Use this address",
  },
};

export default async function ConfirmPage({ searchParams }: PageProps<"/auth/confirm">) {
  const query = await searchParams;
  const link = confirmLink.safeParse(query);
  if (!link.success) {
    return (
      <AuthPage
        title="This link is not whole"
        lead="Part of it got lost on the way. Open it from the e-mail once more, or have a new one sent."
      >
        <ButtonLink href="/sign-in" variant="primary" size="lg" block>
          Go to sign in
        </ButtonLink>
      </AuthPage>
    );
  }
  const { title, lead, label } = words[link.data.type];
  // A new account has nothing yet: the next step is its business.
  const next = safeNext(query.next) || (link.data.type === "signup" ? "/start" : "");
  return (
    <AuthPage title={title} lead={lead}>
      <LinkForm tokenHash={link.data.token_hash} type={link.data.type} next={next} label={label} />
    </AuthPage>
  );
}
