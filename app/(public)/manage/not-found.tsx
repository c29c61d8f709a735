import { Wordmark } from "@/components/brand/wordmark";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/i18n/request";

export default async function ManageNotFound() {
  const [t, errors, home] = await Promise.all([words("missing"), words("errors"), words("home")]);
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div className="my-auto py-16">
        <h1 className="font-display text-2xl">{t("booking")}</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">{t("bookingText")}</p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink href="/account" variant="primary">
            {home("myAppointments")}
          </ButtonLink>
          <ButtonLink href="/">{errors("firstPage")}</ButtonLink>
        </div>
      </div>
    </main>
  );
}
