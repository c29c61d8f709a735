import { words } from "@/lib/i18n/request";

/** A service that this business does not have (any more), in a frame on its website. */
export default async function FramedNotFound() {
  const [t, missing] = await Promise.all([words("embed"), words("missing")]);
  return (
    <main id="main" className="px-4 py-10 sm:px-6">
      <h1 className="font-display text-xl">{missing("service")}</h1>
      <p className="mt-3 max-w-prose text-muted">{t("gone")}</p>
    </main>
  );
}
