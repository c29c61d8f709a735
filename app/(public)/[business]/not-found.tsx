import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/i18n/request";

/** A service that this business does not have (any more). */
export default async function ServiceNotFound() {
  const t = await words("missing");
  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 py-16">
      <h1 className="font-display text-2xl">{t("service")}</h1>
      <p className="mt-4 max-w-prose text-lg text-muted">{t("serviceText")}</p>
      <div className="mt-8">
        <ButtonLink href="." variant="primary">
          {t("serviceAct")}
        </ButtonLink>
      </div>
    </main>
  );
}
