import { Skeleton } from "@/components/ui/skeleton";

/** The list's own shape. */
export default function Loading() {
  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl pt-24 pb-16" aria-busy="true">
      <span className="sr-only">Fetching your appointments</span>
      <Skeleton className="h-12 w-72" />
      <Skeleton className="mt-14 h-7 w-24" />
      <Skeleton className="mt-3 h-60" />
    </main>
  );
}
