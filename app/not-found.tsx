import type { Metadata } from "next";
import { Wordmark } from "@/components/brand/wordmark";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("missing"))("title") };
}

export default async function NotFound() {
  const [t, errors] = await Promise.all([words("missing"), words("errors")]);
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-3xl flex-col py-8">
      <Wordmark />
      <div className="my-auto py-16">
        <h1 className="font-display text-2xl">{t("page")}</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">{t("pageText")}</p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink href="/" variant="primary">
            {errors("firstPage")}
          </ButtonLink>
        </div>
      </div>
    </main>
  );
}
