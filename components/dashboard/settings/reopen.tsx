"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { formatLocalDateLong } from "@/lib/format";
import { reopenBusinessAction } from "@/lib/members/team-actions";
import { teamWords } from "./words";

/** A closed business of the person's own, and the way back. */
export function Reopen({
  id,
  name,
  deleteOn,
}: {
  id: string;
  name: string;
  /** The local date on which everything of it is deleted; null = never. */
  deleteOn: string | null;
}) {
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <Notice
      tone={deleteOn ? "warn" : "info"}
      title={`${name} is closed`}
      action={
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            start(async () => {
              try {
                const outcome = await reopenBusinessAction(id);
                if (!outcome.ok) setRefusal(outcome.code);
              } catch (error) {
                // Going on to the dashboard comes as an error of the router's own.
                if (String((error as { digest?: string }).digest).startsWith("NEXT_")) throw error;
                setRefusal("not_through");
              }
            })
          }
        >
          Open it again
        </Button>
      }
    >
      {refusal
        ? teamWords(refusal)
        : deleteOn
          ? `Everything is deleted for good on ${formatLocalDateLong(deleteOn, "en-GB")}. Open it again, and everything is as you left it.`
          : "Everything is as you left it."}
    </Notice>
  );
}
