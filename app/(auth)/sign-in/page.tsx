import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { SignInForm } from "@/components/auth/sign-in-form";
import { TextLink } from "@/components/ui/text-link";
import { safeNext, withNext } from "@/lib/auth/next";
import { afterSignIn } from "@/lib/auth/recovery";
import { currentPerson } from "@/lib/supabase/session";

export const metadata: Metadata = {
  title: "Sign in",
  description: "Your diary, or your own appointments.",
};

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const next = safeNext((await searchParams).next);
  if (await currentPerson()) redirect(await afterSignIn(next));
  return (
    <AuthPage
      title="Good to see you"
      lead="Sign in to your business, or to your own bookings."
      foot={
        <p>
          New here? <TextLink href={withNext("/sign-up", next)}>Create an account</TextLink>. To
          book a time you need none.
        </p>
      }
    >
      <SignInForm next={next} />
    </AuthPage>
  );
}
