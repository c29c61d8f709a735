"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { resendAction } from "@/lib/notifications/actions";

const refusals: Record<string, string> = {
  forbidden: "You may not do this any more.",
  left_team: "You are no longer in the team of this business.",
  signed_out: "You are signed out. Sign in and try again.",
  too_late: "It is too late for this message: its appointment has begun.",
  already: "It has been sent again already.",
  not_possible: "It is on its way already.",
  not_found: "This message is gone.",
};

/** Sends a message that did not arrive once more. */
export function ResendButton({ businessId, id }: { businessId: string; id: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div className="space-y-3">
      <Button
        variant="primary"
        pending={pending}
        onClick={() =>
          start(async () => {
            setProblem(null);
            const outcome = await resendAction(businessId, id).catch(() => null);
            if (outcome?.ok) router.push(`/dashboard/messages/${(outcome as { id: string }).id}`);
            else {
              setProblem(
                outcome && "code" in outcome
                  ? (refusals[outcome.code] ?? "This did not work.")
                  : "There is no connection just now. Nothing was sent; try again.",
              );
            }
          })
        }
      >
        <Send aria-hidden="true" className="rtl:-scale-x-100" />
        Send again
      </Button>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
    </div>
  );
}
