"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { readNoticesAction } from "@/lib/notifications/notice-actions";

/** Marks every notice as read. @param businessId null = as a customer */
export function ReadAll({ businessId }: { businessId: string | null }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      pending={pending}
      onClick={() =>
        start(async () => {
          await readNoticesAction({ businessId, ids: null }).catch(() => undefined);
          router.refresh();
        })
      }
    >
      Mark all as read
    </Button>
  );
}
