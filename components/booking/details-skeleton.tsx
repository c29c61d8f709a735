import { Skeleton } from "@/components/ui/skeleton";

/** Stands where the form will be, in its size. */
export function DetailsSkeleton() {
  return (
    <div className="grid gap-10 lg:grid-cols-[minmax(0,34rem)_20rem]">
      <div className="space-y-6">
        <Skeleton className="h-9 w-56" />
        {Array.from({ length: 3 }, (_, i) => (
          <div key={i} className="space-y-2">
            <Skeleton className="h-5 w-24" />
            <Skeleton className="h-11 w-full" />
          </div>
        ))}
        <Skeleton className="h-13 w-full" />
      </div>
      <Skeleton className="hidden h-64 lg:block" />
    </div>
  );
}
