import { useWords } from "#words";
import { Skeleton } from "@/components/ui/skeleton";

/** The business page's own shape. */
export default function Loading() {
  const t = useWords("home");
  return (
    <main
      id="main"
      className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16 sm:pt-6"
      aria-busy="true"
    >
      <span className="sr-only">{t("opening")}</span>
      <Skeleton className="h-40 sm:h-60" />
      <Skeleton className="mt-8 h-13 w-72 max-w-full" />
      <Skeleton className="mt-4 h-7 w-96 max-w-full" />
      <div className="mt-14 space-y-8">
        {Array.from({ length: 4 }, (_, i) => (
          <Skeleton key={i} className="h-20 lg:max-w-3xl" />
        ))}
      </div>
    </main>
  );
}
