import { useWords } from "#words";
import { Notice } from "@/components/ui/notice";

/** Says that no answer came, and that trying again is safe. */
export function Unsent({ className }: { className?: string }) {
  const t = useWords("details");
  return (
    <Notice tone="warn" title={t("unreached")} live {...(className ? { className } : {})}>
      {t("unreachedText")}
    </Notice>
  );
}
