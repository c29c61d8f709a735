"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { signOut } from "@/lib/auth/actions";
import { messageFor } from "@/lib/http/messages";
import { acceptInvitationAction } from "@/lib/members/team-actions";

const words: Record<string, string> = {
  not_found: "This invitation is over: used, taken back, or too old.",
  not_through: "That did not get through. Please try again.",
};

/** Accepting an invitation as whoever is signed in; only the invited address may. */
export function AcceptInvitation({
  token,
  business,
  invited,
  mine,
}: {
  token: string;
  business: string;
  invited: string;
  /** Whether the signed-in person has the invited address. */
  mine: boolean;
}) {
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (!mine || refusal === "other_address") {
    return (
      <Notice
        tone="warn"
        title={`This invitation is for ${invited}`}
        action={
          <form action={signOut} data-sign-out>
            <Button type="submit" size="sm">
              Sign out
            </Button>
          </form>
        }
      >
        Sign out, then open the link of the e-mail again and sign in with that address.
      </Notice>
    );
  }
  return (
    <div className="space-y-5">
      {refusal && (
        <Notice tone="danger" live>
          {words[refusal] ?? messageFor(refusal)}
        </Notice>
      )}
      <Button
        variant="primary"
        size="lg"
        pending={pending}
        onClick={() =>
          start(async () => {
            try {
              const outcome = await acceptInvitationAction(token);
              if (!outcome.ok) setRefusal(outcome.code);
            } catch (error) {
              // Going on to the dashboard arrives here as well; React handles it.
              if (String((error as { digest?: string }).digest).startsWith("NEXT_REDIRECT")) {
                throw error;
              }
              setRefusal("not_through");
            }
          })
        }
      >
        Join {business}
      </Button>
    </div>
  );
}
