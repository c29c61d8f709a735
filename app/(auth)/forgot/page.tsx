import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { ForgotForm } from "@/components/auth/forgot-form";
import { TextLink } from "@/components/ui/text-link";

export const metadata: Metadata = { title: "New password", robots: { index: false } };

export default function ForgotPage() {
  return (
    <AuthPage
      title="A new password"
      lead="Tell us your address and we send a code to choose a new one with."
      foot={
        <p>
          It has come back to you? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      }
    >
      <ForgotForm />
    </AuthPage>
  );
}
