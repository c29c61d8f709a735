import { headers } from "next/headers";
import { ButtonLink } from "@/components/ui/button";
import { lasting } from "@/lib/embed/address";
import { words } from "@/lib/i18n/request";

/** A service that this business does not have (any more), in a frame on its website. */
export default async function FramedNotFound() {
  const [t, missing, head] = await Promise.all([words("embed"), words("missing"), headers()]);
  const { pathname, searchParams } = new URL(head.get("x-pathname") ?? "/", "http://here.invalid");
  const [, , slug] = pathname.split("/");
  return (
    <main id="main" className="px-4 py-10 sm:px-6">
      <h1 className="font-display text-xl">{missing("service")}</h1>
      <p className="mt-3 mb-6 max-w-prose text-muted">{t("gone")}</p>
      {slug && (
        <ButtonLink href={`/embed/${slug}${lasting(searchParams)}`} variant="primary">
          {missing("serviceAct")}
        </ButtonLink>
      )}
    </main>
  );
}
