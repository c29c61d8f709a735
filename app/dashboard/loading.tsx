import { PageBody } from "@/components/dashboard/page-body";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageBody>
      <div className="space-y-2">
        <Skeleton className="h-12 w-80 max-w-full" />
        <Skeleton className="h-6 w-48" />
      </div>
      <Skeleton className="h-[70dvh] w-full" />
    </PageBody>
  );
}
