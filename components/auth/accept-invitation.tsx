"use client";

import { useState, useTransition } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { signOut } from "@/lib/auth/actions";
import { refusalWords } from "@/lib/i18n/refusal-words";
import { acceptInvitationAction } from "@/lib/members/team-actions";

/** What is said of an invitation in words of its own. */
const own = { not_found: "invitationOver", not_through: "notThrough" } as const;

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
  const t = useWords("auth");
  const refusals = useWords("refusals");
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (!mine || refusal === "other_address") {
    return (
      <Notice
        tone="warn"
        title={t("invitedOther", { email: invited })}
        action={
          <form action={signOut} data-sign-out>
            <Button type="submit" size="sm">
              {t("signOut")}
            </Button>
          </form>
        }
      >
        {t("invitedOtherText")}
      </Notice>
    );
  }
  return (
    <div className="space-y-5">
      {refusal && (
        <Notice tone="danger" live>
          {refusal in own ? t(own[refusal as keyof typeof own]) : refusalWords(refusals, refusal)}
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
        {t("join", { business })}
      </Button>
    </div>
  );
}
