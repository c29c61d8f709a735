"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { reopenBusinessAction } from "@/lib/members/team-actions";
import { teamWords } from "./words";

/** A closed business of the person's own, and the way back. */
export function Reopen({ id, name }: { id: string; name: string }) {
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <Notice
      title={`${name} is closed`}
      action={
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            start(async () => {
              const outcome = await reopenBusinessAction(id);
              if (!outcome.ok) setRefusal(outcome.code);
            })
          }
        >
          Open it again
        </Button>
      }
    >
      {refusal ? teamWords(refusal) : "Everything is as you left it."}
    </Notice>
  );
}
