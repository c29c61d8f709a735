import { Frame } from "@/components/embed/frame";
import { words } from "@/lib/i18n/request";

/** A business that is closed or has another address now, in the frame that its website still has. */
export default async function FramedBusinessNotFound() {
  const t = await words("embed");
  return (
    <Frame>
      <main id="main" className="px-4 py-10 sm:px-6">
        <h1 className="font-display text-xl">{t("closed")}</h1>
        <p className="mt-3 max-w-prose text-muted">{t("closedText")}</p>
      </main>
    </Frame>
  );
}
