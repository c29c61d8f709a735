import { useWords } from "#words";
import { Skeleton } from "@/components/ui/skeleton";

/** The booking page's own shape, while its times are looked up. */
export default function Loading() {
  const t = useWords("home");
  return (
    <main id="main" className="gutter mx-auto w-full max-w-6xl flex-1 pt-4 pb-16" aria-busy="true">
      <span className="sr-only">{t("lookingUp")}</span>
      <Skeleton className="my-3 h-5 w-28" />
      <Skeleton className="mt-4 h-12 w-72 max-w-full" />
      <Skeleton className="mt-4 h-6 w-96 max-w-full" />
      <div className="mt-10 grid gap-x-12 gap-y-6 lg:grid-cols-[15rem_minmax(19rem,24rem)_minmax(0,1fr)]">
        <Skeleton className="h-40" />
        <Skeleton className="h-80" />
        <Skeleton className="h-80" />
      </div>
    </main>
  );
}
