"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { formatDay } from "@/lib/format";
import type { Invitation } from "@/lib/members/team";
import { revokeInvitationAction } from "@/lib/members/team-actions";
import { roleNames, teamWords } from "./words";

/** Invitations that wait for their answer. */
export function OpenInvitations({
  businessId,
  invitations,
  timeZone,
  locale,
}: {
  businessId: string;
  invitations: Invitation[];
  timeZone: string;
  locale: string;
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  if (invitations.length === 0) return null;

  function revoke({ id, email }: Invitation) {
    start(async () => {
      try {
        const outcome = await revokeInvitationAction(businessId, id);
        toast({
          message: outcome.ok ? `${email} is no longer invited` : teamWords(outcome.code),
        });
        router.refresh();
      } catch {
        toast({ message: teamWords("not_through") });
      }
    });
  }

  return (
    <section aria-labelledby="invited" className="space-y-3">
      <h2 id="invited" className="font-medium text-lg">
        Invited
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
            <span className="min-w-0 flex-1 basis-44">
              <span className="block break-all">{invitation.email}</span>
              <span className="block text-muted text-sm">
                {roleNames[invitation.role]}, until{" "}
                {formatDay(invitation.expiresAt, timeZone, locale)}
              </span>
            </span>
            <Badge tone="warn">Not answered yet</Badge>
            <Button variant="quiet" disabled={pending} onClick={() => revoke(invitation)}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
