import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { LinkForm } from "@/components/auth/link-form";
import { ButtonLink } from "@/components/ui/button";
import { safeNext } from "@/lib/auth/next";
import { confirmLink } from "@/lib/auth/schema";
import { words } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await words("entry"))("confirm"),
    robots: { index: false },
    // The link is a secret until it is spent.
    referrer: "no-referrer",
  };
}

/** What each kind of link is for. */
const kinds = {
  signup: { title: "isThisYou", lead: "confirmLead", label: "confirmAct" },
  magiclink: { title: "isThisYou", lead: "signInLead", label: "signIn" },
  recovery: { title: "aNewPassword", lead: "recoveryLead", label: "recoveryAct" },
  email_change: { title: "newAddress", lead: "newAddressLead", label: "newAddressAct" },
} as const;

export default async function ConfirmPage({ searchParams }: PageProps<"/auth/confirm">) {
  const [query, t] = await Promise.all([searchParams, words("entry")]);
  const link = confirmLink.safeParse(query);
  if (!link.success) {
    return (
      <AuthPage title={t("notWhole")} lead={t("notWholeLead")}>
        <ButtonLink href="/sign-in" variant="primary" size="lg" block>
          {t("toSignIn")}
        </ButtonLink>
      </AuthPage>
    );
  }
  const { title, lead, label } = kinds[link.data.type];
  return (
    <AuthPage title={t(title)} lead={t(lead)}>
      <LinkForm
        tokenHash={link.data.token_hash}
        type={link.data.type}
        next={safeNext(query.next)}
        label={t(label)}
      />
    </AuthPage>
  );
}
