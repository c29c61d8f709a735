import { Wordmark } from "@/components/brand/wordmark";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/i18n/request";

export default async function WaitlistNotFound() {
  const [t, errors] = await Promise.all([words("missing"), words("errors")]);
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div className="my-auto py-16">
        <h1 className="font-display text-2xl">{t("waitlist")}</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">{t("waitlistText")}</p>
        <ButtonLink href="/" className="mt-8">
          {errors("firstPage")}
        </ButtonLink>
      </div>
    </main>
  );
}
