import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { TextLink } from "@/components/ui/text-link";
import { safeNext, withNext } from "@/lib/auth/next";
import { currentPerson } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Create an account", robots: { index: false } };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const wish = safeNext((await searchParams).next);
  // Whoever comes without a wish comes from "Open your book".
  const next = wish || "/start";
  if (await currentPerson()) redirect(next);
  return (
    <AuthPage
      title="Open your book"
      lead="An account first; your business comes straight after it."
      foot={
        <p>
          You have an account? <TextLink href={withNext("/sign-in", wish)}>Sign in</TextLink>
        </p>
      }
    >
      <SignUpForm next={next} />
    </AuthPage>
  );
}
