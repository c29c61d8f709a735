"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import type { Role } from "@/lib/members/rules";
import type { Teammate } from "@/lib/members/team";
import { removeMemberAction, setRoleAction } from "@/lib/members/team-actions";
import { roleHints, roleNames, teamWords } from "./words";

/** Who signs in; owners change roles and take access away, with a way back where there is one. */
export function TeamList({
  businessId,
  team,
  me,
  owns,
}: {
  businessId: string;
  team: Teammate[];
  me: string;
  owns: boolean;
}) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [leaving, setLeaving] = useState<Teammate | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  function setRole(mate: Teammate, role: Role, undoable = true) {
    start(async () => {
      try {
        const outcome = await setRoleAction({ businessId, memberId: mate.userId, role });
        toast(
          outcome.ok
            ? {
                message: `${mate.name} is ${roleNames[role].toLowerCase()} now`,
                // Who gives away their own ownership cannot take it back.
                ...(undoable && mate.userId !== me
                  ? { action: { label: "Undo", onPress: () => setRole(mate, mate.role, false) } }
                  : {}),
              }
            : { message: teamWords(outcome.code) },
        );
        router.refresh();
      } catch {
        toast({ message: teamWords("not_through") });
      }
    });
  }

  function remove(mate: Teammate) {
    start(async () => {
      try {
        const outcome = await removeMemberAction({ businessId, memberId: mate.userId });
        if (!outcome.ok) return setRefusal(outcome.code);
        setLeaving(null);
        if (mate.userId === me) window.location.assign("/dashboard");
        else {
          toast({ message: `${mate.name} can no longer sign in here` });
          router.refresh();
        }
      } catch {
        setRefusal("not_through");
      }
    });
  }

  return (
    <section aria-labelledby="team" className="space-y-3">
      <h2 id="team" className="font-medium text-lg">
        Who signs in
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {team.map((mate) => (
          <li key={mate.userId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
            <Avatar name={mate.name} />
            <span className="min-w-0 flex-1 basis-44">
              <span className="block font-medium">
                {mate.name}
                {mate.userId === me && " (you)"}
              </span>
              <span className="block text-muted text-sm">{roleHints[mate.role]}</span>
            </span>
            {owns ? (
              <Select
                aria-label={`Role of ${mate.name}`}
                className="w-36"
                value={mate.role}
                disabled={pending}
                onChange={(event) => setRole(mate, event.currentTarget.value as Role)}
              >
                {(Object.keys(roleNames) as Role[]).map((role) => (
                  <option key={role} value={role}>
                    {roleNames[role]}
                  </option>
                ))}
              </Select>
            ) : (
              <span className="text-muted">{roleNames[mate.role]}</span>
            )}
            {(owns || mate.userId === me) && (
              <Button
                variant="quiet"
                className="min-w-28"
                onClick={() => {
                  setRefusal(null);
                  setLeaving(mate);
                }}
              >
                {mate.userId === me ? "Leave" : "Remove"}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving && (
        <Dialog
          open
          onOpenChange={(open) => !open && setLeaving(null)}
          title={leaving.userId === me ? "Leave this business?" : `Remove ${leaving.name}?`}
          description={
            leaving.userId === me
              ? "You can only come back with a new invitation."
              : "They can no longer sign in here, at once. Appointments with them stay; a new invitation lets them back in."
          }
          footer={
            <>
              <DialogClose>
                <Button>Keep</Button>
              </DialogClose>
              <Button variant="danger" pending={pending} onClick={() => remove(leaving)}>
                {leaving.userId === me ? "Leave" : "Remove"}
              </Button>
            </>
          }
        >
          {refusal && (
            <Notice tone="danger" live>
              {teamWords(refusal)}
            </Notice>
          )}
        </Dialog>
      )}
    </section>
  );
}
